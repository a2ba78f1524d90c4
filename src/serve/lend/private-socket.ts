import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { MAX_SUN_PATH_BYTES } from '../../protocol/transport/unix.js';
import { errnoOf, QgaugeError } from '../../support/errors.js';
import { type ErrnoWords, explainErrno } from '../../support/explain-errno.js';

/** The socket on which monitors are lent cannot be made. */
export class LendSocketError extends QgaugeError {
  constructor(path: string, why: string, options?: ErrorOptions) {
    super('ERR_LEND_SOCKET', `cannot listen on ${path}: ${why}`, options);
  }
}

/** Only its owner may connect; there is no moment at which others may. */
const PRIVATE = 0o600;
const PRIVATE_UMASK = 0o177;

const ERRNO_WORDS: ErrnoWords = {
  EADDRINUSE: 'another daemon listens there',
  EACCES: 'permission denied, or its directory does not exist',
  ENOENT: 'its directory does not exist',
};

/**
 * Makes a server listen on a unix socket of mode 0600. A socket that a dead daemon has left behind is replaced.
 *
 * @throws {LendSocketError} also when somebody listens there
 */
export async function listenPrivately(server: Server, path: string): Promise<void> {
  // Node truncates a long path instead of refusing it.
  if (Buffer.byteLength(path) > MAX_SUN_PATH_BYTES)
    throw new LendSocketError(path, `the path is longer than the ${MAX_SUN_PATH_BYTES} bytes of a socket`);
  try {
    await removeStale(path);
    await listen(server, path);
    chmodSync(path, PRIVATE);
  } catch (error) {
    server.close();
    throw new LendSocketError(path, explainErrno(error, ERRNO_WORDS), { cause: error });
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Node makes the socket before listen() returns.
    const before = process.umask(PRIVATE_UMASK);
    try {
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
    } finally {
      process.umask(before);
    }
  });
}

async function removeStale(path: string): Promise<void> {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() && (await isRefused(path))) unlinkSync(path);
}

/** Whether nobody listens at a socket any more. */
function isRefused(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(false));
    socket.once('error', (error) => resolve(errnoOf(error) === 'ECONNREFUSED'));
    socket.once('connect', () => socket.destroy());
  });
}
