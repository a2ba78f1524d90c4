import type { PolledGuest } from './polled-guest.js';

/** A few at a time: the sizes of a thousand disks are no reason to load a host. */
const MAX_AT_ONCE = 8;

/** Asks the guests whose slow lane is due, a few at a time, and between the sweeps. */
export class SlowLane {
  #queue: PolledGuest[] = [];
  #running = 0;

  /** Begins with whoever has waited longest; resolves when all who are due now have been asked, or were left for later. */
  async run(guests: Iterable<PolledGuest>): Promise<void> {
    this.#queue = [...guests]
      .filter(({ schedule }) => schedule.isDue)
      .sort((a, b) => a.schedule.dueMs - b.schedule.dueMs);
    const workers = Math.min(MAX_AT_ONCE - this.#running, this.#queue.length);
    await Promise.all(Array.from({ length: Math.max(0, workers) }, () => this.#work()));
  }

  /** Begins with nobody else: the fast lane has the right of way. */
  pause(): void {
    this.#queue = [];
  }

  async #work(): Promise<void> {
    this.#running++;
    try {
      for (let guest = this.#queue.shift(); guest; guest = this.#queue.shift()) {
        // What nobody foresaw in one guest costs the others nothing.
        await guest.askSlow().catch(() => guest?.schedule.postpone());
      }
    } finally {
      this.#running--;
    }
  }
}
