import { timingSafeEqual } from 'node:crypto';
import { auth as parseBasic } from 'hono/utils/basic-auth';
import type { PasswordChecker, PasswordVerdict } from './password-checker.js';
import { hashToken, type Tokens } from './token-file.js';

/** Who may ask. */
export interface Credentials {
  /** The bcrypt hash of each user's password. */
  readonly users: ReadonlyMap<string, string>;
  readonly tokens: Tokens;
}

export type AuthVerdict = PasswordVerdict | 'missing';

/** Whether a client has to say who it is. */
export function isAuthRequired({ users, tokens }: Credentials): boolean {
  return users.size > 0 || tokens.length > 0;
}

/** Judges a request by its header `Authorization`: a token, or a user's password, where there are any. */
export async function authenticate(
  request: Request,
  { users, tokens }: Credentials,
  passwords: PasswordChecker,
  address: string,
): Promise<AuthVerdict> {
  const token = /^bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token !== undefined) return isKnown(token, tokens) ? 'right' : 'wrong';
  const basic = parseBasic(request);
  if (basic === undefined) return request.headers.has('authorization') ? 'wrong' : 'missing';
  if (users.size === 0) return 'wrong';
  return passwords.check(users, basic.username, basic.password, address);
}

/** Compares with every token, so that the time says nothing of which one is near. */
function isKnown(token: string, tokens: Tokens): boolean {
  const hash = hashToken(token);
  return tokens.filter((known) => timingSafeEqual(known, hash)).length > 0;
}

/** The values of `WWW-Authenticate`. */
export function challenge({ users, tokens }: Credentials): readonly string[] {
  return [
    ...(users.size > 0 ? ['Basic realm="qgauge", charset="UTF-8"'] : []),
    ...(tokens.length > 0 ? ['Bearer realm="qgauge"'] : []),
  ];
}
