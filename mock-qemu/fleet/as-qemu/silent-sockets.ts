import type { Socket } from 'node:net';
import { Listener } from '../../listen/listener.js';

/**
 * Listens on the sockets of chardevs that are not monitors, such as a serial console. Their clients are connected, and are
 * sent nothing, as by a guest that does not use them.
 *
 * @throws {MockError} when it cannot listen on an address; see {@link Listener.open}
 */
export async function openSilentSockets(addresses: readonly string[]): Promise<AsyncDisposable> {
  const clients = new Set<Socket>();
  const listeners: Listener[] = [];
  const close = async () => {
    for (const client of clients) client.destroy();
    await Promise.all(listeners.map((listener) => listener.close()));
  };
  try {
    for (const address of addresses)
      listeners.push(await Listener.open(address, (socket) => keep(socket, clients)));
  } catch (error) {
    await close();
    throw error;
  }
  return { [Symbol.asyncDispose]: close };
}

function keep(socket: Socket, clients: Set<Socket>): void {
  clients.add(socket);
  socket.on('close', () => clients.delete(socket));
  socket.on('error', () => undefined);
  socket.on('end', () => socket.end());
  socket.resume();
}
