import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { decodeLendReply, encodeLendMessage, type LendReply } from '../../../src/model/lend-protocol.js';

/** A connection to lend.sock that a test writes to byte by byte. */
export class RawBorrower {
  readonly closed: Promise<unknown>;
  readonly #socket: Socket;
  #text = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
    });
    socket.on('error', () => undefined);
    this.closed = once(socket, 'close');
    onTestFinished(() => {
      socket.destroy();
    });
  }

  static async connect(path: string): Promise<RawBorrower> {
    const socket = connect(path);
    await once(socket, 'connect');
    return new RawBorrower(socket);
  }

  /** What has arrived so far. */
  get replies(): readonly (LendReply | undefined)[] {
    return this.#text.split('\n').slice(0, -1).map(decodeLendReply);
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  borrow(...guests: readonly string[]): void {
    this.send(encodeLendMessage({ request: 'borrow', guests, pid: process.pid }));
  }

  /** Reads nothing from now on. */
  pause(): void {
    this.#socket.pause();
  }

  /** Ends the connection, as the end of a process does. */
  end(): void {
    this.#socket.destroy();
  }
}
