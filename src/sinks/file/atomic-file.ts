import { randomBytes } from 'node:crypto';
import { type FileHandle, lstat, open, realpath, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { QgaugeError } from '../../support/errors.js';
import { type ErrnoWords, explainErrno, OUTPUT_FILE_WORDS } from '../../support/explain-errno.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** A file could not be written, and its old content is whole; or a spool cannot be used. */
export class OutputError extends QgaugeError {
  constructor(path: string, why: string, options?: ErrorOptions) {
    super('ERR_OUTPUT', `${terminalSafe(path, 4096)}: ${why}`, options);
  }
}

/** A file, and what it is to contain. */
export interface FileContent {
  readonly path: string;
  /** Bytes are written as they are. */
  readonly text: string | Uint8Array;
}

const ERRNO_WORDS: ErrnoWords = {
  ...OUTPUT_FILE_WORDS,
  ENOSPC: 'no space left on the device; the old file stays as it was',
  EDQUOT: 'the disk quota is used up; the old file stays as it was',
};

/** How {@link writeFilesAtomically} writes. */
export interface WriteOptions {
  /** Syncs the files before they take their places (default: true). Without it a power cut may leave them empty. */
  readonly sync?: boolean | undefined;
  /** The permissions of a file that is new (default: 0o644). */
  readonly mode?: number | undefined;
}

/**
 * Writes files so that a reader sees each of them either old or new, never in between: all are written and synced
 * beside their places first, and only then moved there.
 *
 * @throws {OutputError} when one cannot be written; then none was replaced, unless a move itself failed midway
 * @throws the signal's reason, likewise
 */
export async function writeFilesAtomically(
  files: readonly FileContent[],
  signal?: AbortSignal,
  { sync = true, mode = 0o644 }: WriteOptions = {},
): Promise<void> {
  const written: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const { path, text } of files) {
      signal?.throwIfAborted();
      const to = await destinationOf(path);
      const from = join(dirname(to), `.qgauge-${randomBytes(6).toString('hex')}.tmp`);
      written.push({ from, to });
      await guard(path, writeNew(from, text, (await modeOf(to)) ?? mode, sync));
    }
    signal?.throwIfAborted();
    for (const { from, to } of written) await guard(to, rename(from, to));
  } catch (error) {
    await Promise.all(written.map(({ from }) => unlink(from).catch(() => undefined)));
    throw error;
  }
}

/** Follows a link, so that it stays a link. Refuses a device or pipe, because a rename would replace it. */
async function destinationOf(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return path;
  if (found.isSymbolicLink()) {
    const target = await realpath(path).catch(() => undefined);
    if (target === undefined) throw new OutputError(path, 'it is a link that leads nowhere');
    return destinationOf(target);
  }
  if (found.isFile()) return path;
  throw new OutputError(path, found.isDirectory() ? 'it is a directory' : 'it is not a regular file');
}

/** The permissions that the owner gave a file stay as they are. */
async function modeOf(path: string): Promise<number | undefined> {
  const found = await lstat(path).catch(() => undefined);
  return found && found.mode & 0o777;
}

async function writeNew(path: string, text: FileContent['text'], mode: number, sync: boolean): Promise<void> {
  let file: FileHandle | undefined;
  try {
    // Exclusive: a link that was put in its place makes the open fail, and is not followed.
    file = await open(path, 'wx', mode);
    await file.chmod(mode); // regardless of the umask
    await file.writeFile(text);
    if (sync) await file.sync();
  } finally {
    await file?.close();
  }
}

async function guard(path: string, step: Promise<void>): Promise<void> {
  try {
    await step;
  } catch (error) {
    throw outputErrorOf(path, error);
  }
}

/** The system's error, in words that say what to do about the file. */
export function outputErrorOf(path: string, error: unknown): OutputError {
  return new OutputError(path, explainErrno(error, ERRNO_WORDS), { cause: error });
}
