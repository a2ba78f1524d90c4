import type { PolledGuest } from './polled-guest.js';

/** Reading the sizes of a thousand disks at once would load the host. */
const MAX_AT_ONCE = 8;

/** Asks the guests whose slow lane is due, a few at a time, between the sweeps. */
export class SlowLane {
  #queue: PolledGuest[] = [];
  #running = 0;

  /** Asks the guests that are due, longest overdue first. Resolves when all have been asked, or {@link pause} left the rest. */
  async run(guests: Iterable<PolledGuest>): Promise<void> {
    this.#queue = [...guests]
      .filter(({ schedule }) => schedule.isDue)
      .sort((a, b) => a.schedule.dueMs - b.schedule.dueMs);
    const workers = Math.min(MAX_AT_ONCE - this.#running, this.#queue.length);
    await Promise.all(Array.from({ length: Math.max(0, workers) }, () => this.#work()));
  }

  /** Begins with no further guest: the fast lane has priority. */
  pause(): void {
    this.#queue = [];
  }

  async #work(): Promise<void> {
    this.#running++;
    try {
      for (let guest = this.#queue.shift(); guest; guest = this.#queue.shift()) {
        // An unexpected error in one guest must not stop the others.
        await guest.askSlow().catch(() => guest?.schedule.postpone());
      }
    } finally {
      this.#running--;
    }
  }
}
