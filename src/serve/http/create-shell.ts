import { Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { messageOf } from '../../support/errors.js';
import type { AuthVerdict, Credentials } from './auth/authenticate.js';
import { errorAnswer } from './error-answer.js';
import { answerHeaders } from './guards/answer-headers.js';
import { authGuard } from './guards/auth-guard.js';
import { type HostRules, hostGuard } from './guards/host-guard.js';
import { rateGuard } from './guards/rate-guard.js';
import { bodyGuard, methodGuard, targetGuard } from './guards/request-guards.js';
import type { HttpEnv } from './http-env.js';
import type { RateLimit } from './web-config/web-config.js';

export interface ShellOptions {
  readonly app: Hono<HttpEnv>;
  readonly hosts: HostRules;
  readonly credentials: () => Credentials;
  readonly headers: () => ReadonlyMap<string, string>;
  readonly rateLimit: () => RateLimit | undefined;
  readonly onAuthRefused: (verdict: Exclude<AuthVerdict, 'right'>) => void;
  readonly warn: (line: string) => void;
}

/**
 * Puts the guards around the routes: what they refuse, no route sees.
 *
 * What is at no path, and what a route throws, is answered here: as JSON, without a stack. (Hono leaves out an app's own `notFound`.)
 */
export function createShell(options: ShellOptions): Hono<HttpEnv> {
  const shell = new Hono<HttpEnv>();
  shell.use(
    answerHeaders(options.headers),
    methodGuard,
    targetGuard,
    bodyGuard,
    hostGuard(options.hosts),
    rateGuard(options.rateLimit),
    authGuard(options.credentials, options.onAuthRefused),
    lengthOfHead,
  );
  shell.route('/', options.app);
  shell.notFound(({ req }) => errorAnswer(404, 'ERR_NOT_FOUND', `nothing is at ${req.path}`));
  shell.onError((error, { req }) => {
    if (error instanceof HTTPException) return errorAnswer(error.status, 'ERR_HTTP', error.message);
    options.warn(`${req.path}: ${messageOf(error)}`);
    return errorAnswer(500, 'ERR_INTERNAL', 'the request could not be answered: see the log of qgauge serve');
  });
  return shell;
}

/** HEAD has the headers of GET; of a route that does not say how long its text is, it is measured. */
const lengthOfHead: MiddlewareHandler<HttpEnv> = async (context, next) => {
  await next();
  const { res } = context;
  if (context.req.method !== 'HEAD' || res.body === null || res.headers.has('content-length')) return;
  const { byteLength } = await res.clone().arrayBuffer();
  context.res.headers.set('Content-Length', String(byteLength));
};
