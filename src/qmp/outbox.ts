import type { Writable } from 'node:stream';

/** Collects the requests that are issued together, also by promises that settle together, into one write. */
export class Outbox {
  readonly #stream: Writable;
  #requests = '';
  #isOpen = false;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Requests wait until {@link open}. */
  add(request: string): void {
    if (this.#requests === '' && this.#isOpen) process.nextTick(() => this.#flush());
    this.#requests += request;
  }

  /** Lets what has been collected out, and whatever comes later. */
  open(): void {
    this.#isOpen = true;
    this.#flush();
  }

  #flush(): void {
    if (this.#requests === '' || this.#stream.destroyed) return;
    this.#stream.write(this.#requests);
    this.#requests = '';
  }
}
