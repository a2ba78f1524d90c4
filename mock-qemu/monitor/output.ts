import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { writeBytes } from '../listen/one-client-server.js';
import type { Faults } from './faults.js';

/** Sends one message after the other, however slowly each goes out. */
export class Output {
  readonly #socket: Socket;
  readonly #faults: Faults;
  readonly #closing: AbortSignal;
  #sent: Promise<void> = Promise.resolve();

  constructor(socket: Socket, faults: Faults, closing: AbortSignal) {
    this.#socket = socket;
    this.#faults = faults;
    this.#closing = closing;
  }

  /** Resolves when the bytes are out; `command` says whose reply they are. */
  send(bytes: Uint8Array, command: string | undefined): Promise<void> {
    this.#sent = this.#sent.then(() => this.#write(bytes, command));
    return this.#sent;
  }

  async #write(bytes: Uint8Array, command: string | undefined): Promise<void> {
    const trickle = this.#faults.find('trickle', command);
    if (trickle === undefined) return writeBytes(this.#socket, bytes);
    for (let at = 0; at < bytes.length && !this.#socket.destroyed; at += 1) {
      await writeBytes(this.#socket, bytes.subarray(at, at + 1));
      await (trickle.ms === undefined ? nextTurn() : this.#pause(trickle.ms));
    }
  }

  /** Ends early when the mock is closed; the socket is destroyed then, and nobody waits for an event to be out. */
  #pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { ref: false, signal: this.#closing }).catch(() => undefined);
  }
}
