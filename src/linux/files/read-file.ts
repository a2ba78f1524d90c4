import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { errnoOf } from '../../support/errors.js';

/**
 * Errors that mean an unknown figure: the object is gone (the process has ended between two reads) or hidden (hidepid), the
 * file is not readable by this user, or not supported by this kernel. Any other error is thrown.
 */
const ABSENT = new Set([
  'ENOENT',
  'ESRCH',
  'ENODEV',
  'ENOTDIR',
  'EACCES',
  'EPERM',
  'EINVAL',
  'EOPNOTSUPP',
  'ENOTSUP',
]);

/** Kernel files are small, and reads are synchronous: one buffer serves them all. */
let buffer = Buffer.allocUnsafe(64 * 1024);
/** The buffer grows with the largest file, a read does not: a read of 4 MiB from a file of /proc/sys fails with ENOMEM. */
const MAX_READ_BYTES = 64 * 1024;

/**
 * Reads a file of /proc or /sys; `undefined` when it is absent or not readable by this user.
 *
 * Synchronous on purpose: the kernel answers from memory, and a thread pool costs ten times as much as the read.
 */
export function readKernelFile(path: string): string | undefined {
  return unlessAbsent(() => {
    const file = openSync(path, 'r');
    try {
      return readOpenFile(file);
    } finally {
      closeSync(file);
    }
  });
}

/**
 * Reads an open file from its beginning: at offset 0 the kernel generates its text again.
 *
 * Reads until the end: the kernel returns a file with many records about a page at a time.
 */
export function readOpenFile(descriptor: number): string {
  let length = 0;
  for (;;) {
    const wanted = Math.min(buffer.length - length, MAX_READ_BYTES);
    const count = readSync(descriptor, buffer, length, wanted, length);
    length += count;
    if (count === 0) return buffer.toString('utf8', 0, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer], 2 * buffer.length);
  }
}

/** Lists a directory; `undefined` when it is absent or not readable by this user. */
export function listDirectory(path: string): readonly string[] | undefined {
  return unlessAbsent(() => readdirSync(path));
}

/** Lists the directories in a directory; `undefined` as for {@link listDirectory}. */
export function listSubdirectories(path: string): readonly string[] | undefined {
  const entries = unlessAbsent(() => readdirSync(path, { withFileTypes: true }));
  return entries?.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Reads a symbolic link; `undefined` when it is absent or not readable by this user. */
export function readLink(path: string): string | undefined {
  return unlessAbsent(() => readlinkSync(path));
}

/** Whether an error means that a file is absent, or not readable by this user. */
export function isAbsence(error: unknown): boolean {
  return ABSENT.has(errnoOf(error) ?? '');
}

function unlessAbsent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
