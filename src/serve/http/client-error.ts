import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { errnoOf } from '../../support/errors.js';
import { errorBody } from './error-answer.js';

/** Answers bytes that are not a request, and ends the connection: where the next request would begin, nobody knows. */
export function answerClientError(error: Error, socket: Duplex): void {
  if (!socket.writable || errnoOf(error) === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, code, message] = describe(errnoOf(error));
  const body = errorBody(code, message);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function describe(code: string | undefined): readonly [status: number, code: string, message: string] {
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'ERR_HEADERS', 'the headers are too long'];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'ERR_SLOW', 'the request did not arrive in time'];
  return [400, 'ERR_REQUEST', 'this is not a valid HTTP/1.1 request'];
}
