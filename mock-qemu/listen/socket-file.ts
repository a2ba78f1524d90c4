import { existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { dirname } from 'node:path';
import { MockError } from './mock-error.js';

/**
 * Removes the UNIX socket that a killed process has left at the path. Any other file stays.
 *
 * @throws {MockError} ERR_MOCK_IN_USE when a process listens on it, ERR_MOCK_LISTEN when the file is not a socket or
 *   its
 *   directory does not exist
 */
export async function clearSocketPath(path: string): Promise<void> {
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (file === undefined) return needDirectory(path);
  if (!file.isSocket()) {
    const why = file.isDirectory()
      ? 'it is a directory; choose a path in it'
      : 'the file is not a socket; remove it, or choose another path';
    throw new MockError('ERR_MOCK_LISTEN', `cannot listen on unix:${path}: ${why}`);
  }
  if (await isDead(path)) return rmSync(path, { force: true });
  const what = 'another process listens on it; stop it, or choose another path';
  throw new MockError('ERR_MOCK_IN_USE', `cannot listen on unix:${path}: ${what}`);
}

/** Node reports a missing directory as a lack of permission. */
function needDirectory(path: string): void {
  const directory = dirname(path);
  if (existsSync(directory)) return;
  const what = `the directory ${directory} does not exist; create it, or choose another path`;
  throw new MockError('ERR_MOCK_LISTEN', `cannot listen on unix:${path}: ${what}`);
}

/** Only a refused connection proves that no process listens; a full queue or a lack of permission does not. */
function isDead(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
  });
}

/** Identifies the file at a path; undefined when there is none. */
export function fileIdentity(path: string): string | undefined {
  const file = lstatSync(path, { throwIfNoEntry: false, bigint: true });
  return file === undefined ? undefined : `${file.dev}:${file.ino}`;
}

/**
 * Closes a server's socket and keeps the file at its path. Closing unlinks the path whatever is there, so the file is
 * moved away meanwhile.
 */
export function closeKeepingFile(server: Server, path: string): void {
  const aside = `${path}.${process.pid}.kept`;
  renameSync(path, aside);
  server.close();
  renameSync(aside, path);
}
