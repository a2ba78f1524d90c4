import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeBytes } from '../listen/one-client-server.js';
import type { Faults } from './faults.js';

/** Sends one message after the other, however slowly each goes out. */
export class Output {
  readonly #socket: Socket;
  readonly #faults: Faults;
  readonly #wait: (ms: number) => Promise<void>;
  #sent: Promise<void> = Promise.resolve();

  /** @param wait resolves after so long, or early when the mock is closed: nobody waits for an event to be out then */
  constructor(socket: Socket, faults: Faults, wait: (ms: number) => Promise<void>) {
    this.#socket = socket;
    this.#faults = faults;
    this.#wait = wait;
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
      await (trickle.ms === undefined ? nextTurn() : this.#wait(trickle.ms));
    }
  }
}
