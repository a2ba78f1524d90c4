import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { SocketTables } from '../../discover/socket-tables.js';
import type { ChannelGuest } from './channel-guest.js';

/**
 * Connects to the socket of a guest's port, on which its QEMU listens.
 *
 * @throws {ChannelError} when another process listens there; {@link Error} of Node when none does
 */
export async function connectPort(
  guest: ChannelGuest,
  path: string,
  { procRoot, signal }: { readonly procRoot: string; readonly signal: AbortSignal },
): Promise<Socket> {
  const socket = connect(path);
  try {
    await once(socket, 'connect', { signal });
    guest.prove(path, readListeners(procRoot, path));
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Which processes listen at a path. It is read after the connection, so that it was one of them that accepted. */
function readListeners(procRoot: string, path: string): readonly number[] {
  const tables = new SocketTables(procRoot);
  const listening = tables.unixAt(undefined, path).filter(({ state }) => state === 'listening');
  return [...new Set(listening.flatMap(({ inode }) => tables.holders.pidsOf(inode)))];
}
