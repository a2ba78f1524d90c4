import type { Borrower } from '../model/lending.js';
import type { Snapshot } from '../model/snapshot.js';
import { Cadence } from './cadence.js';
import type { LendOptions } from './lend/lend-guest.js';
import type { Lease } from './lend/loan.js';
import type { PollOptions } from './poll-options.js';
import { settingsOf } from './poll-settings.js';
import { Sweeper } from './sweeper.js';

/**
 * Samples every guest of a host repeatedly, on a schedule of fixed steps.
 *
 * It may be iterated once. A snapshot is taken when it is requested and its time has come: a consumer that is slower than
 * the interval gets fewer snapshots, and never an old one.
 */
export class Poller implements AsyncIterable<Snapshot> {
  #options: PollOptions;
  #sweeper: Sweeper;

  /** @throws {RangeError} when an interval is not a number of seconds above 0 */
  constructor(options: PollOptions = {}) {
    this.#options = options;
    this.#sweeper = new Sweeper(settingsOf(options));
  }

  /**
   * Replaces the options from the next sweep on; the signal stays as it was. Guests that remain keep their sessions.
   *
   * @throws {RangeError} when an interval is not a number of seconds above 0; the old options stay then
   */
  update(options: PollOptions): void {
    this.#sweeper.update(settingsOf(options));
    this.#options = { ...options, signal: this.#options.signal };
  }

  /**
   * Lends a guest's monitor: finishes what is in flight, lets go of a connection that is held, and asks the guest nothing until
   * the lease has ended. Meanwhile the guest is in the snapshots with the problem `lent`, and with the figures of its process.
   * The sweep after the end asks it again.
   *
   * @param guest its name in the last snapshot, its UUID or pid, or the address of one of its monitors
   * @throws {NoSuchGuestError} when no such guest is polled
   * @throws {LendError} when it is lent already
   */
  lend(guest: string, borrower: Borrower, options?: LendOptions): Promise<Lease> {
    return this.#sweeper.lend(guest, borrower, options);
  }

  /** Yields one snapshot a sweep, the first at once. Ends without an error when the signal fires, and leaves nothing open. */
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
 * A guest that cannot be asked is in the snapshot with its problem, and does not delay the others. Ends without an error when
 * the signal fires; leaving the loop ends it too.
 *
 * @throws {RangeError} when an interval is not a number of seconds above 0
 */
export function poll(options: PollOptions = {}): AsyncIterable<Snapshot> {
  return new Poller(options);
}
