import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type ErrnoWords, explainErrno } from '../support/explain-errno.js';
import { terminalSafe } from '../support/terminal-safe.js';
import type { Config } from './config.js';
import { ConfigError } from './config-error.js';
import { parseConfig } from './parse-config.js';

/** Ten thousand guests, each with a name and an address, take less. */
const MAX_BYTES = 1024 * 1024;

const ERRNO_WORDS: ErrnoWords = {
  ENOENT: 'no such file',
  EACCES: 'permission denied: let the user that runs qgauge read it',
};

/**
 * Reads a configuration file.
 *
 * @throws {ConfigError} when it cannot be read (`cause` is Node's error), or is not valid (see {@link parseConfig})
 */
export async function readConfig(path: string): Promise<Config> {
  return parseConfig(await readText(path), path);
}

async function readText(path: string): Promise<string> {
  const fail = (why: string, cause?: unknown) => {
    return new ConfigError(`${terminalSafe(path, 4096)}: the configuration cannot be read: ${why}`, {
      cause,
    });
  };
  let file: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await file.stat();
    if (!found.isFile()) throw fail(found.isDirectory() ? 'it is a directory' : 'it is not a regular file');
    const bytes = await readAtMost(file, MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) throw fail(`it is larger than ${MAX_BYTES} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof TypeError) throw fail('it is not valid UTF-8', error);
    throw fail(explainErrno(error, ERRNO_WORDS), error);
  } finally {
    await file?.close();
  }
}

/** Bounds the read: a file may grow meanwhile. */
async function readAtMost(file: FileHandle, maxBytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(maxBytes);
  let length = 0;
  while (length < maxBytes) {
    const { bytesRead } = await file.read(buffer, length, maxBytes - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}
