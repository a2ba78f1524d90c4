import type { ThreadSample } from '../model/linux-sample.js';

type Figure = 'runNanoseconds' | 'waitNanoseconds';

/**
 * Sums a time over the threads of one process, so that the sum never falls: what a thread had when it was last seen stays in it
 * after it has ended. What it did after that is lost.
 */
export class ThreadSums {
  readonly #figure: Figure;
  readonly #last = new Map<number, number>();
  #endedNanoseconds = 0;

  /** @param figure which time of schedstat */
  constructor(figure: Figure) {
    this.#figure = figure;
  }

  /**
   * Adds a reading of all threads that count.
   *
   * @returns the sum, `undefined` while the kernel has never reported this time for any of them
   */
  update(threads: readonly ThreadSample[]): number | undefined {
    const present = new Set(threads.map(({ id }) => id));
    for (const [id, nanoseconds] of this.#last) if (!present.has(id)) this.#end(id, nanoseconds);
    for (const thread of threads) {
      const { id, [this.#figure]: now } = thread;
      const before = this.#last.get(id);
      if (now === undefined) continue;
      // Another thread has got the id of one that has ended.
      if (before !== undefined && now < before) this.#end(id, before);
      this.#last.set(id, now);
    }
    const isKnown = this.#last.size > 0 || this.#endedNanoseconds > 0;
    return isKnown
      ? [...this.#last.values()].reduce((sum, time) => sum + time, this.#endedNanoseconds)
      : undefined;
  }

  #end(id: number, nanoseconds: number): void {
    this.#endedNanoseconds += nanoseconds;
    this.#last.delete(id);
  }
}
