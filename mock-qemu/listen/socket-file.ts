import { existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { dirname } from 'node:path';
import { MockError } from './mock-error.js';

/**
 * Makes way for a UNIX socket: removes one that a killed process has left behind, and nothing else.
 *
 * @throws {MockError} ERR_MOCK_IN_USE when somebody listens there, ERR_MOCK_LISTEN when the file is no socket or its
 *   directory does not exist
 */
export async function clearSocketPath(path: string): Promise<void> {
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (file === undefined) return needDirectory(path);
  if (!file.isSocket()) {
    const why = file.isDirectory()
      ? 'it is a directory; choose a path in it'
      : 'the file is no socket; remove it, or choose another path';
    throw new MockError('ERR_MOCK_LISTEN', `cannot listen on unix:${path}: ${why}`);
  }
  if (await isDead(path)) return rmSync(path, { force: true });
  const what = 'another process listens there; stop it, or choose another path';
  throw new MockError('ERR_MOCK_IN_USE', `cannot listen on unix:${path}: ${what}`);
}

/** Node calls a missing directory a lack of permission. */
function needDirectory(path: string): void {
  const directory = dirname(path);
  if (existsSync(directory)) return;
  const what = `there is no directory ${directory}; create it, or choose another path`;
  throw new MockError('ERR_MOCK_LISTEN', `cannot listen on unix:${path}: ${what}`);
}

/** Only a refused connection proves that nobody is there; a queue that is full, or a lack of permission, does not. */
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

/** Which file stands at a path; undefined when there is none. */
export function fileIdentity(path: string): string | undefined {
  const file = lstatSync(path, { throwIfNoEntry: false, bigint: true });
  return file === undefined ? undefined : `${file.dev}:${file.ino}`;
}

/**
 * Closes a server's socket, and has the file that stands at its path now stay: closing unlinks the path whatever is
 * there, so the file steps aside meanwhile.
 */
export function closeKeepingFile(server: Server, path: string): void {
  const aside = `${path}.${process.pid}.kept`;
  renameSync(path, aside);
  server.close();
  renameSync(aside, path);
}
