import type { MiddlewareHandler } from 'hono';
import {
  type AuthVerdict,
  authenticate,
  type Credentials,
  challenge,
  isAuthRequired,
} from '../auth/authenticate.js';
import { PasswordChecker } from '../auth/password-checker.js';
import { errorAnswer } from '../error-answer.js';
import type { HttpEnv } from '../http-env.js';

/** Lets in who has a token or a password, where there are any. The file mode decides who may use a unix socket. */
export function authGuard(
  credentials: () => Credentials,
  onRefused: (verdict: Exclude<AuthVerdict, 'right'>) => void,
): MiddlewareHandler<HttpEnv> {
  const passwords = new PasswordChecker();
  return async ({ req, env }, next) => {
    if (env.origin.kind === 'unix') return next();
    const known = credentials();
    if (!isAuthRequired(known)) return next();
    const verdict = await authenticate(req.raw, known, passwords, env.origin.address);
    if (verdict === 'right') return next();
    onRefused(verdict);
    return refuse(verdict, known);
  };
}

function refuse(verdict: Exclude<AuthVerdict, 'right'>, credentials: Credentials): Response {
  if (verdict === 'busy') {
    const message = 'too many passwords are being checked: try again in a second';
    return errorAnswer(429, 'ERR_RATE', message, { 'Retry-After': '1' });
  }
  const ways = [
    ...(credentials.users.size > 0 ? ['a user and password'] : []),
    ...(credentials.tokens.length > 0 ? ['a bearer token'] : []),
  ];
  const message =
    verdict === 'missing'
      ? `this needs ${ways.join(' or ')}`
      : `the header Authorization has not ${ways.join(' or ')} that is known here`;
  const answer = errorAnswer(401, 'ERR_AUTH', message);
  for (const value of challenge(credentials)) answer.headers.append('WWW-Authenticate', value);
  return answer;
}
