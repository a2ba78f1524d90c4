import type { Writable } from 'node:stream';

/** What was sent to a monitor. */
export interface Sent {
  /** Requests, including the negotiation. */
  readonly commands: number;
  readonly bytes: number;
}

/** Collects the requests that are issued together, also by promises that settle together, into one write. */
export class Outbox {
  readonly #stream: Writable;
  #requests = '';
  #isOpen = false;
  #commands = 0;
  #bytes = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Requests wait until {@link open}. */
  add(request: string): void {
    if (this.#requests === '' && this.#isOpen) process.nextTick(() => this.#flush());
    this.#requests += request;
    this.#commands++;
  }

  /** What was added so far. */
  get sent(): Sent {
    return { commands: this.#commands, bytes: this.#bytes + Buffer.byteLength(this.#requests) };
  }

  /** Writes the collected requests, and from then on every request that is added. */
  open(): void {
    this.#isOpen = true;
    this.#flush();
  }

  #flush(): void {
    if (this.#requests === '' || this.#stream.destroyed) return;
    this.#bytes += Buffer.byteLength(this.#requests);
    this.#stream.write(this.#requests);
    this.#requests = '';
  }
}
