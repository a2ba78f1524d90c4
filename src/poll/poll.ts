import type { Snapshot } from '../model/snapshot.js';
import { sleep } from '../support/deadline.js';
import type { PollOptions } from './poll-options.js';
import { takeSnapshot } from './snapshot.js';

/** Samples every guest of a host again and again. */
export class Poller implements AsyncIterable<Snapshot> {
  #options: PollOptions;

  constructor(options: PollOptions = {}) {
    this.#options = options;
  }

  /** Goes on with other options from the next sweep on. */
  update(options: PollOptions): void {
    this.#options = options;
  }

  /** One snapshot a sweep, until the signal fires. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Snapshot, void, undefined> {
    while (!this.#options.signal?.aborted) {
      const { interval = 10, guests, ...options } = this.#options;
      const begunAt = performance.now();
      yield await takeSnapshot({ ...options, sockets: guests?.map(({ address }) => address) });
      await sleep(interval * 1000 - (performance.now() - begunAt), options.signal).catch(() => undefined);
    }
  }
}

/** Samples every guest of a host at each interval. Ends quietly when the signal fires. */
export function poll(options: PollOptions = {}): AsyncIterable<Snapshot> {
  return new Poller(options);
}
