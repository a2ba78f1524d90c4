import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { QgaugeError } from '../../../support/errors.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { UnreadableError, type WatchedFiles } from '../watched-files.js';

/** The file with the tokens of clients cannot be read, or is not valid. */
export class TokenFileError extends QgaugeError {
  constructor(path: string, message: string, options?: ErrorOptions) {
    super('ERR_TOKEN_FILE', `${terminalSafe(path, 4096)}${message}`, options);
  }
}

/** What a client can send after `Bearer ` (RFC 6750). */
const TOKEN = /^[\w.~+/-]+=*$/;
/** 16 letters at random are beyond guessing over a network. */
const MIN_LENGTH = 16;

/** The SHA-256 of each token: equal lengths, so that a comparison takes the same time for each. */
export type Tokens = readonly Buffer[];

/**
 * Reads a file of tokens, one a line; blank lines and those that begin with `#` do not count.
 *
 * @throws {TokenFileError} also when users without a part in it may read it; messages never show a token
 */
export function readTokenFile(path: string, files: WatchedFiles): Tokens {
  const lines = readLines(path, files).map((line) => line.trim());
  const tokens = lines.flatMap((line, at) => {
    if (line === '' || line.startsWith('#')) return [];
    const why = whyNotToken(line);
    if (why !== undefined) throw new TokenFileError(path, `:${at + 1}: ${why}`);
    return [hashToken(line)];
  });
  if (tokens.length === 0)
    throw new TokenFileError(path, ': it has no token: put one on a line, such as of openssl rand -hex 32');
  return tokens;
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function readLines(path: string, files: WatchedFiles): readonly string[] {
  try {
    return files.read(path, whyNotPrivate).split('\n');
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    throw new TokenFileError(path, `: the tokens cannot be read: ${error.message}`, { cause: error });
  }
}

function whyNotPrivate({ mode }: Stats): string | undefined {
  return mode & 0o006 ? 'every user of this host can read or write it: chmod o-rw' : undefined;
}

function whyNotToken(line: string): string | undefined {
  if (!TOKEN.test(line)) return "a token consists of letters, digits and -._~+/, and may end in '='";
  return line.length < MIN_LENGTH
    ? `the token is shorter than ${MIN_LENGTH} characters: it could be guessed`
    : undefined;
}
