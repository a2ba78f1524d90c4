import type { Duplex } from 'node:stream';
import { writeBytes } from '../listen/one-client-server.js';

/** What a port keeps for its guest, as the socket of a QEMU 7.2 does; then the client's writes wait. */
const KEPT_BYTES = 180_224;

/**
 * A port of virtio-serial, as a program in the guest sees it: a stream of bytes that has a client or none. What the client sends
 * is kept for the next program that opens the port, until the client leaves.
 */
export class GuestPort {
  readonly #onOpen: (isOpen: boolean) => void;
  readonly #waiting = new Set<() => void>();
  #client: Duplex | undefined;
  #unread = '';
  #isOpen = false;
  #connections = 0;

  /** @param onOpen called when a program has opened or closed the port */
  constructor(onOpen: (isOpen: boolean) => void) {
    this.#onOpen = onOpen;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isConnected(): boolean {
    return this.#client !== undefined;
  }

  get connections(): number {
    return this.#connections;
  }

  /** Serves a client until it leaves. */
  async serve(client: Duplex): Promise<void> {
    this.#client = client;
    this.#connections++;
    client.on('data', (chunk: Buffer) => this.#take(client, chunk)).resume();
    this.wake();
    await new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.once('close', resolve);
    });
    this.#client = undefined;
    this.#unread = '';
  }

  open(): void {
    this.#setOpen(true);
  }

  /** Also forgets what the guest's kernel has taken already. */
  close(): void {
    if (this.#isOpen) this.#read(this.#unread.length);
    this.#setOpen(false);
  }

  /** Resolves when the client's socket has the bytes; at the latest after {@link wake} once the signal has fired. */
  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    while (this.#client === undefined && !signal.aborted) await this.#change();
    if (this.#client !== undefined && !signal.aborted) await writeBytes(this.#client, bytes);
  }

  /** Resolves to the next line without its end; to `undefined` after {@link wake} once the signal has fired. */
  async readLine(signal: AbortSignal): Promise<string | undefined> {
    for (;;) {
      const end = this.#unread.indexOf('\n');
      if (end >= 0) return this.#read(end + 1).slice(0, -1);
      if (signal.aborted) return undefined;
      await this.#change();
    }
  }

  /** Has those that wait look again. */
  wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #take(client: Duplex, chunk: Buffer): void {
    this.#unread += chunk.toString('latin1');
    if (this.#unread.length >= KEPT_BYTES) client.pause();
    this.wake();
  }

  #read(length: number): string {
    const text = this.#unread.slice(0, length);
    this.#unread = this.#unread.slice(length);
    if (this.#unread.length < KEPT_BYTES) this.#client?.resume();
    return text;
  }

  #setOpen(isOpen: boolean): void {
    if (this.#isOpen === isOpen) return;
    this.#isOpen = isOpen;
    this.#onOpen(isOpen);
  }

  /** Resolves when a client or bytes have come, or with {@link wake}. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
    });
  }
}
