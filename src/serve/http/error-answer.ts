import { terminalSafe } from '../../support/terminal-safe.js';

/** The body of every answer that is not a success: `{ "error": { "code", "message" } }`. */
export function errorBody(code: string, message: string): string {
  return `${JSON.stringify({ error: { code, message: terminalSafe(message, 1000) } })}\n`;
}

/** An answer that is not a success. Never stored: the next one may be another. */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = errorBody(code, message);
  return new Response(body, {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'no-store',
      ...headers,
    },
  });
}
