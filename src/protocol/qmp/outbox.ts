import type { Writable } from 'node:stream';

/** What has been asked of a monitor; the greeting costs it nothing. */
export interface Sent {
  /** Requests, the negotiation among them. */
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

  /** What was taken here so far. */
  get sent(): Sent {
    return { commands: this.#commands, bytes: this.#bytes + Buffer.byteLength(this.#requests) };
  }

  /** Lets what has been collected out, and whatever comes later. */
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
