import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { SocketTables } from '../../discover/socket-tables.js';
import { errnoOf } from '../../support/errors.js';
import { findSocketClients } from '../socket-clients.js';
import { ChannelError } from './channel-error.js';
import type { ChannelGuest } from './channel-guest.js';
import type { GatheredTables } from './gathered-tables.js';

/** Why a guest that runs cannot be reached at the path of its port. */
const WHY: Readonly<Record<string, string>> = {
  ENOENT: "no such socket: check the path, or plug the port in by 'qgauge guest-channel add'",
  ECONNREFUSED: "nothing listens there: check the path, or plug the port in by 'qgauge guest-channel add'",
  EACCES: 'permission denied: run qgauge as root',
};

/**
 * Connects to the socket of a guest's port, on which its QEMU listens.
 *
 * @throws {ChannelError} when nobody listens there although the guest runs, when another process does, or is connected, and when it
 * is the monitor of the guest
 * @throws {Error} when the guest has not been found yet, or has ended
 */
export async function connectPort(
  guest: ChannelGuest,
  path: string,
  { tables, signal }: { readonly tables: Pick<GatheredTables, 'read'>; readonly signal: AbortSignal },
): Promise<Socket> {
  guest.checkFound();
  guest.checkNoMonitor(path);
  await checkFree(guest, path, await tables.read());
  const socket = connect(path);
  // A QEMU that ends while it is looked for breaks the connection.
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal });
    // Read after the connection: one of these has accepted it.
    guest.prove(path, findListeners(await tables.read(), path));
    return socket;
  } catch (error) {
    socket.destroy();
    const why = WHY[errnoOf(error) ?? ''];
    if (why === undefined) throw error;
    // It may have ended meanwhile.
    guest.checkFound();
    throw new ChannelError(guest.name, path, why, { cause: error });
  }
}

/**
 * QEMU serves one client, and lets others wait without a word.
 *
 * @throws {ChannelError} when another process is connected
 */
async function checkFree(guest: ChannelGuest, path: string, tables: SocketTables): Promise<void> {
  const clients = (await findSocketClients(tables, path)) ?? [];
  const others = clients.filter((pid) => pid !== process.pid);
  if (others.length === 0) return;
  throw new ChannelError(
    guest.name,
    path,
    `pid ${others.join(', ')} is connected to it, and it serves one client`,
  );
}

function findListeners(tables: SocketTables, path: string): readonly number[] {
  const listening = tables.unixAt(undefined, path).filter(({ state }) => state === 'listening');
  return [...new Set(listening.flatMap(({ inode }) => tables.holders.pidsOf(inode)))];
}
