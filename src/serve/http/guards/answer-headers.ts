import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../http-env.js';

/** What no page of another site, and no cache, shall do with an answer. There is no CORS header: no other site may read it. */
const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // Kept, and asked for again each time with its ETag.
  'Cache-Control': 'private, no-cache',
};

/** Sets the headers of every answer. A route's own stay; those of the web configuration replace both. */
export function answerHeaders(configured: () => ReadonlyMap<string, string>): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    await next();
    addHeaders(context.res.headers, configured());
  };
}

/** As {@link answerHeaders}, for an answer that no route has seen. */
export function addHeaders(headers: Headers, configured: ReadonlyMap<string, string>): void {
  for (const [name, value] of Object.entries(HEADERS)) if (!headers.has(name)) headers.set(name, value);
  for (const [name, value] of configured) headers.set(name, value);
}
