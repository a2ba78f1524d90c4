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
const MAX_BYTES = 4096;

/** Where a secret may come from: never from the command line, which every user of the host can read. */
export interface SecretSource {
  /** A file, or `-` for standard input. */
  readonly file?: string | undefined;
  /** What it is, for people: `the new password of root`. */
  readonly what: string;
}

/**
 * Reads a secret from a file, else asks for it twice where standard input is a terminal, else reads standard input. A line break
 * at its end is not a part of it.
 *
 * @throws {UsageError} when there is none, or it is too long
 */
export async function readSecret(
  { file, what }: SecretSource,
  { signal }: Pick<Context, 'signal'>,
): Promise<Secret> {
  const text =
    file === undefined && process.stdin.isTTY
      ? await ask(what, signal)
      : await untilAborted(readSource(file ?? '-'), signal);
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

async function readSource(file: string): Promise<string> {
  const bytes = file === '-' ? await readInput() : await readFile(file);
  if (bytes.length > MAX_BYTES) throw new UsageError(`a password of more than ${MAX_BYTES} bytes is none`);
  if (!isUtf8(bytes)) throw new UsageError('the password is not valid UTF-8');
  return bytes.toString('utf8').replace(/\r?\n$/, '');
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes > MAX_BYTES) break;
  }
  return Buffer.concat(chunks);
}

async function readFile(path: string): Promise<Buffer> {
  try {
    await using file = await open(path);
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    // A pipe gives it in parts.
    for (let part = -1; part !== 0 && length < buffer.length; length += part)
      part = (await file.read(buffer, length, buffer.length - length, null)).bytesRead;
    return buffer.subarray(0, length);
  } catch (error) {
    throw new UsageError(`${path}: ${explainErrno(error, {})}`);
  }
}
