import { once } from 'node:events';
import type { Socket } from 'node:net';

/** Reads so many bytes at a time of a connection. */
export class SocketReader {
  readonly #socket: Socket;
  readonly #closed: Promise<never>;
  #held: Buffer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket.on('data', (chunk: Buffer) => {
      this.#held = Buffer.concat([this.#held, chunk]);
    });
    this.#closed = once(socket, 'close').then(() => {
      throw new Error('the server has closed the connection');
    });
    this.#closed.catch(() => undefined);
  }

  /** @throws {Error} when the server closes the connection first */
  async take(bytes: number): Promise<Buffer> {
    while (this.#held.length < bytes) await Promise.race([once(this.#socket, 'data'), this.#closed]);
    const taken = this.#held.subarray(0, bytes);
    this.#held = this.#held.subarray(bytes);
    return taken;
  }
}
