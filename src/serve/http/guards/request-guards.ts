import type { MiddlewareHandler } from 'hono';
import { errorAnswer } from '../error-answer.js';
import type { HttpEnv } from '../http-env.js';

/** Everything here only reads. Not OPTIONS either: it would be for CORS. */
export const methodGuard: MiddlewareHandler<HttpEnv> = async ({ req }, next) => {
  if (req.method === 'GET' || req.method === 'HEAD') return next();
  const message = `${req.method} is not allowed: qgauge only answers GET and HEAD`;
  return errorAnswer(405, 'ERR_METHOD', message, { Allow: 'GET, HEAD' });
};

/**
 * A request has no body. One that announces a body ends its connection, so that what follows can never pass for a request of
 * somebody else (request smuggling).
 */
export const bodyGuard: MiddlewareHandler<HttpEnv> = async ({ req, env }, next) => {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = env.incoming.headers;
  if (length === '0' && encoding === undefined) return next();
  return errorAnswer(413, 'ERR_BODY', `a ${req.method} request has no body here`, { Connection: 'close' });
};

/**
 * The path has to be the one that is meant. Not `/metrics/../api`, in whatever encoding: a proxy in front that allows /metrics/
 * alone would let it pass, and the router would resolve it.
 */
export const targetGuard: MiddlewareHandler<HttpEnv> = async ({ env }, next) => {
  const { url = '', rawHeaders } = env.incoming;
  const why = whyNotTarget(url) ?? whyNotHosts(rawHeaders);
  return why === undefined ? next() : errorAnswer(400, 'ERR_REQUEST', why, { Connection: 'close' });
};

function whyNotTarget(target: string): string | undefined {
  if (!target.startsWith('/')) return 'the target of a request has to be a path: this is not a proxy';
  const [path = ''] = target.split('?');
  const decoded = decode(path);
  if (decoded === undefined) return 'the path is not valid percent-encoded UTF-8';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(decoded)) return 'the path has control characters in it';
  if (path.includes('\\')) return 'the path has a backslash in it';
  return decoded.split('/').some(isDots) ? "the path has a part '.' or '..'" : undefined;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function isDots(part: string): boolean {
  return part === '.' || part === '..';
}

/** Node takes the first of several; a proxy in front may have checked the last. */
function whyNotHosts(rawHeaders: readonly string[]): string | undefined {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  return hosts.length > 1 ? 'the request has more than one Host' : undefined;
}
