import { randomBytes } from 'node:crypto';
import { type FileHandle, lstat, open, realpath, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf, messageOf, QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** A file could not be written; what was there before is whole. */
export class OutputError extends QgaugeError {
  constructor(path: string, why: string, options?: ErrorOptions) {
    super('ERR_OUTPUT', `${terminalSafe(path, 4096)}: ${why}`, options);
  }
}

export interface FileContent {
  readonly path: string;
  readonly text: string;
}

/** What an errno means for a file that is to be written. */
export const EXPLANATIONS: { readonly [errno: string]: string } = {
  ENOENT: 'its directory does not exist: make it, or name another file',
  ENOTDIR: 'a part of its path is no directory',
  EACCES: 'permission denied: name a file in a directory that you may write to',
  EPERM: 'permission denied: name a file in a directory that you may write to',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device; the old file stays as it was',
  EDQUOT: 'the disk quota is used up; the old file stays as it was',
};

export interface WriteOptions {
  /** Brings the files to the disk before they take their places. Default true; without it a power cut may empty them. */
  readonly sync?: boolean | undefined;
}

/**
 * Writes files so that a reader sees each of them either old or new, never in between: all are written beside their
 * places and brought to the disk first, and only then moved there.
 *
 * @throws {OutputError} when one cannot be written; then none has been replaced, unless moving itself failed midway
 */
export async function writeFilesAtomically(
  files: readonly FileContent[],
  signal?: AbortSignal,
  { sync = true }: WriteOptions = {},
): Promise<void> {
  const written: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const { path, text } of files) {
      signal?.throwIfAborted();
      const to = await destinationOf(path);
      const from = join(dirname(to), `.qgauge-${randomBytes(6).toString('hex')}.tmp`);
      written.push({ from, to });
      await guard(path, writeNew(from, text, await modeOf(to), sync));
    }
    signal?.throwIfAborted();
    for (const { from, to } of written) await guard(to, rename(from, to));
  } catch (error) {
    await Promise.all(written.map(({ from }) => unlink(from).catch(() => undefined)));
    throw error;
  }
}

/** A link is followed, so that it stays one; a device or pipe is refused, because a rename would replace it. */
async function destinationOf(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return path;
  if (found.isSymbolicLink()) {
    const target = await realpath(path).catch(() => undefined);
    if (target === undefined) throw new OutputError(path, 'it is a link that leads nowhere');
    return destinationOf(target);
  }
  if (found.isFile()) return path;
  throw new OutputError(path, found.isDirectory() ? 'it is a directory' : 'it is no regular file');
}

/** A file that its owner has closed to others stays closed. */
async function modeOf(path: string): Promise<number> {
  const found = await lstat(path).catch(() => undefined);
  return found ? found.mode & 0o777 : 0o644;
}

async function writeNew(path: string, text: string, mode: number, sync: boolean): Promise<void> {
  let file: FileHandle | undefined;
  try {
    // Nobody can have put a link in its place: an open that finds anything there fails.
    file = await open(path, 'wx', mode);
    await file.chmod(mode); // whatever the umask says
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
    throw new OutputError(path, EXPLANATIONS[errnoOf(error) ?? ''] ?? messageOf(error), { cause: error });
  }
}
