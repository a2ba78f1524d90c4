import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { errnoOf } from '../support/errors.js';
import { explainErrno } from '../support/explain-errno.js';
import { terminalSafe } from '../support/terminal-safe.js';
import type { Unusable } from './chardev.js';

/** Those of Incus have 10 KiB. */
const MAX_BYTES = 1024 * 1024;
/** Characters of a path in a message. */
const MAX_PATH = 200;

/**
 * Reads a file of -readconfig.
 *
 * @param path as QEMU was given it
 * @param candidates where it may be
 */
export function readConfig(path: string, candidates: readonly string[]): string | Unusable {
  let why: string | undefined;
  for (const candidate of candidates) {
    try {
      return readRegularFile(candidate);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') why ??= explainErrno(error);
    }
  }
  return {
    why: `-readconfig ${terminalSafe(path, MAX_PATH)} cannot be read: ${why ?? 'there is no such file'}`,
  };
}

/** Never waits: what QEMU was given as a file may be a pipe. */
function readRegularFile(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Error('it is not a regular file');
    if (stat.size > MAX_BYTES) throw new Error(`it has more than ${MAX_BYTES} bytes`);
    const buffer = Buffer.alloc(stat.size);
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, stat.size, 0));
  } finally {
    closeSync(file);
  }
}
