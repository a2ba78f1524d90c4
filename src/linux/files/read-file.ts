import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { errnoOf } from '../../support/errors.js';

/**
 * Gone (the process has ended between two reads), hidden (hidepid), not for this user, or switched off in this kernel:
 * all are a figure that is not known. Anything else is a fault, and throws.
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

/** Kernel files are small and are made anew at each read: one buffer serves every one of them in turn. */
let buffer = Buffer.allocUnsafe(64 * 1024);
/** The buffer grows with the largest file. A file of /proc/sys answers ENOMEM to whoever asks for 4 MiB of it. */
const MAX_READ_BYTES = 64 * 1024;

/**
 * Reads a file of /proc or /sys; `undefined` when it is absent or not for this user.
 *
 * Synchronous on purpose: the kernel answers from memory, and a round through a thread pool costs ten times the read.
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
 * Reads an open file from its beginning, wherever it was left: the kernel makes the text anew at offset 0.
 *
 * Goes on until nothing comes: of a file that has many records the kernel hands out a page or so at a time.
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

/** Lists a directory; `undefined` when it is absent or not for this user. */
export function listDirectory(path: string): readonly string[] | undefined {
  return unlessAbsent(() => readdirSync(path));
}

/** Reads a symbolic link; `undefined` when it is absent or not for this user. */
export function readLink(path: string): string | undefined {
  return unlessAbsent(() => readlinkSync(path));
}

/** Whether an error says no more than that something is not there, or not for us. */
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
