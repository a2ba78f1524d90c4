import type { Snapshot } from '../model/snapshot.js';
import { Cadence } from './cadence.js';
import type { PollOptions } from './poll-options.js';
import { settle } from './poll-settings.js';
import { Sweeper } from './sweeper.js';

/**
 * Samples every guest of a host again and again, on a schedule of fixed steps.
 *
 * It may be iterated once. A snapshot is taken when it is asked for and its time has come: whoever is slower than the
 * interval gets fewer, and never an old one.
 */
export class Poller implements AsyncIterable<Snapshot> {
  #options: PollOptions;
  #sweeper: Sweeper;

  /** @throws {RangeError} when an interval is no length of time */
  constructor(options: PollOptions = {}) {
    this.#options = options;
    this.#sweeper = new Sweeper(settle(options));
  }

  /**
   * Goes on with other options from the next sweep on; the signal stays as it was. Guests that stay keep their sessions.
   *
   * @throws {RangeError} when an interval is no length of time; then the old options stay
   */
  update(options: PollOptions): void {
    this.#sweeper.update(settle(options));
    this.#options = { ...options, signal: this.#options.signal };
  }

  /** One snapshot a sweep, the first at once, until the signal fires: then it ends quietly, with nothing left open. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Snapshot, void, undefined> {
    const { signal } = this.#options;
    const cadence = new Cadence();
    try {
      while (!signal?.aborted) {
        const tick = await cadence.next(this.#sweeper.settings.intervalMs, signal);
        const snapshot = await this.#sweeper.sweep(tick, signal);
        if (signal?.aborted) return;
        yield snapshot;
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
    } finally {
      await this.#sweeper.close();
    }
  }
}

/**
 * Samples every guest of a host at each interval:
 *
 *     for await (const snapshot of poll({ interval: 10, signal })) console.log(snapshot.guests.length);
 *
 * A guest that cannot be asked is in the snapshot with its problem and costs the others nothing. Ends quietly when the
 * signal fires; leaving the loop ends it too.
 *
 * @throws {RangeError} when an interval is not a valid length of time
 */
export function poll(options: PollOptions = {}): AsyncIterable<Snapshot> {
  return new Poller(options);
}
