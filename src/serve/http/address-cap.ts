import type { Server, Socket } from 'node:net';
import { clientNetwork } from './listen/ip-address.js';

/** Limits the connections of one client, on all servers that it guards. */
export class AddressCap {
  readonly #most: number;
  readonly #onRefused: () => void;
  readonly #counts = new Map<string, number>();

  constructor(most: number, onRefused: () => void) {
    this.#most = most;
    this.#onRefused = onRefused;
  }

  guard(server: Server): void {
    server.on('connection', (socket: Socket) => this.#admit(socket));
  }

  #admit(socket: Socket): void {
    const client = clientNetwork(socket.remoteAddress ?? '');
    const count = this.#counts.get(client) ?? 0;
    if (count >= this.#most) {
      this.#onRefused();
      // The server's own listener is called too, with a socket that it expects to be open.
      process.nextTick(() => socket.destroy());
      return;
    }
    this.#counts.set(client, count + 1);
    socket.once('close', () => {
      const left = (this.#counts.get(client) ?? 1) - 1;
      if (left > 0) this.#counts.set(client, left);
      else this.#counts.delete(client);
    });
  }
}
