import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import type { UnixAddress } from './address.js';
import { ConnectError } from './connect-error.js';
import { type ConnectOptions, connectError, openSocket } from './open-socket.js';

/** unix(7): sun_path has 108 bytes, including the terminating NUL. */
export const MAX_SUN_PATH_BYTES = 107;
/** open(2): a descriptor that only refers to the file, and needs no read permission. Node has no constant for it. */
const O_PATH = 0o10000000;
/** Older versions cut the name off at its leading NUL, which may reach another socket. */
const FIRST_NODE_WITH_ABSTRACT = 22;
const NODE_MAJOR = Number.parseInt(process.versions.node, 10);

/**
 * Connects to a monitor over a unix socket. A path that is too long for a socket address is opened with O_PATH, and connected to
 * through /proc/self/fd.
 *
 * @throws {ConnectError}
 */
export async function connectUnix(address: UnixAddress, options: ConnectOptions): Promise<Socket> {
  const { path } = address;
  if (path.startsWith('\0') && NODE_MAJOR < FIRST_NODE_WITH_ABSTRACT) {
    const why = `Node ${NODE_MAJOR} cannot reach an abstract socket: use Node ${FIRST_NODE_WITH_ABSTRACT}, or a socket with a path`;
    throw new ConnectError(address, 'unreachable', why);
  }
  if (Buffer.byteLength(path) > MAX_SUN_PATH_BYTES) return connectLong(address, options);
  try {
    return await openSocket(address, { path }, options);
  } catch (error) {
    throw await explainRefusal(address, error);
  }
}

async function connectLong(address: UnixAddress, options: ConnectOptions): Promise<Socket> {
  let file: FileHandle;
  try {
    file = await open(address.path, O_PATH);
  } catch (error) {
    throw connectError(address, error);
  }
  try {
    return await openSocket(address, { path: `/proc/self/fd/${file.fd}` }, options);
  } finally {
    await file.close();
  }
}

/** connect(2) fails with ECONNREFUSED for a plain file too, as for a socket that nothing listens on. */
async function explainRefusal(address: UnixAddress, error: unknown): Promise<unknown> {
  if (!(error instanceof ConnectError) || error.reason !== 'refused') return error;
  const found = await stat(address.path).catch(() => undefined);
  if (found === undefined || found.isSocket()) return error;
  const kind = found.isDirectory() ? 'a directory' : 'a file';
  return new ConnectError(address, 'not-a-socket', `this is ${kind}, not a socket`, { cause: error });
}
