import { access, constants, lstat, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { FleetError } from './fleet-error.js';

/**
 * Makes way for a UNIX socket: what a killed process has left there is removed, and nothing else.
 *
 * @throws {FleetError} ERR_FLEET_SOCKET when somebody listens there, the file is no socket, or the directory cannot be used
 */
export async function claimSocket(path: string): Promise<void> {
  const file = await lstat(path).catch(() => undefined);
  if (file === undefined) return checkDirectory(path);
  if (!file.isSocket()) {
    const remedy = 'remove it, or choose another path';
    throw new FleetError(
      'ERR_FLEET_SOCKET',
      `cannot listen on unix:${path}: the file is no socket; ${remedy}`,
    );
  }
  if (await isDead(path)) return rm(path, { force: true });
  const remedy = 'stop it, or choose another path';
  throw new FleetError(
    'ERR_FLEET_SOCKET',
    `cannot listen on unix:${path}: another process listens there; ${remedy}`,
  );
}

/** Node calls a directory that is missing a lack of permission. */
async function checkDirectory(path: string): Promise<void> {
  const directory = dirname(path);
  try {
    await access(directory, constants.W_OK);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? `there is no directory ${directory}` : `nothing can be put into ${directory}`;
    const remedy = isMissing ? 'make it, or choose another path' : 'choose another path';
    throw new FleetError('ERR_FLEET_SOCKET', `cannot listen on unix:${path}: ${why}; ${remedy}`, { cause });
  }
}

/** Only a refused connection proves that nobody is there. */
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
