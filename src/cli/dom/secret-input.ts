import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { Secret } from '../../domain/control/secret.js';
import { untilAborted } from '../../support/deadline.js';
import { explainErrno } from '../../support/explain-errno.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { askSecret } from '../../terminal/ask-secret.js';
import type { Context } from '../context.js';
import { UsageError } from '../usage.js';

/** More than a password has. */
const MAX_PASSWORD_BYTES = 4096;

/** Where a secret may come from: never from the command line, which every user of the host can read. */
export interface SecretSource {
  /** A file, or `-` for standard input. */
  readonly file?: string | undefined;
  /** What it is, for people: `the new password of root`. */
  readonly what: string;
  /** The longest one (default: 4096). */
  readonly maxBytes?: number | undefined;
}

/**
 * Reads a secret from a file, else asks for it twice where standard input is a terminal, else reads standard input. A line break
 * at its end is not a part of it.
 *
 * @throws {UsageError} when there is none, or it is too long
 */
export async function readSecret(source: SecretSource, { signal }: Pick<Context, 'signal'>): Promise<Secret> {
  const { file, what } = source;
  const text =
    file === undefined && process.stdin.isTTY
      ? await ask(what, signal)
      : await untilAborted(readSource(source), signal);
  if (text === '') throw new UsageError(`${what} is missing: standard input, or the file, is empty`);
  return new Secret(text);
}

async function ask(what: string, signal: AbortSignal): Promise<string> {
  const terminal = { input: process.stdin, output: process.stderr };
  const typed = await askSecret(`${terminalSafe(what)}: `, terminal, signal);
  if (typed === undefined) return '';
  if (typed === (await askSecret(`${terminalSafe(what)}, again: `, terminal, signal))) return typed;
  throw new UsageError('the two are not the same: nothing was changed');
}

async function readSource({
  file = '-',
  what,
  maxBytes = MAX_PASSWORD_BYTES,
}: SecretSource): Promise<string> {
  const bytes = file === '-' ? await readInput(maxBytes) : await readFile(file, maxBytes);
  if (bytes.length > maxBytes) throw new UsageError(`${what} has more than ${maxBytes} bytes`);
  if (!isUtf8(bytes)) throw new UsageError(`${what} is not valid UTF-8`);
  return bytes.toString('utf8').replace(/\r?\n$/, '');
}

/** Both read a byte more than that, if there is one. */
async function readInput(maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes > maxBytes) break;
  }
  return Buffer.concat(chunks);
}

async function readFile(path: string, maxBytes: number): Promise<Buffer> {
  try {
    await using file = await open(path);
    const buffer = Buffer.alloc(maxBytes + 1);
    let length = 0;
    // A pipe gives it in parts.
    for (let part = -1; part !== 0 && length < buffer.length; length += part)
      part = (await file.read(buffer, length, buffer.length - length, null)).bytesRead;
    return buffer.subarray(0, length);
  } catch (error) {
    throw new UsageError(`${path}: ${explainErrno(error, {})}`);
  }
}
