import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TimeSource } from './time-source.js';

/** A time source that stands still until {@link advance}. Machines that share one have the same time. */
export class ManualTime implements TimeSource {
  readonly #startMs: number;
  /** In the order of their times; those with the same time in the order in which they were set. */
  readonly #timers: Timer[] = [];
  #elapsedMs = 0;
  #advanced: Promise<void> = Promise.resolve();

  /** @param startMs the host's clock at the start, in milliseconds since 1970 (default: now) */
  constructor(startMs: number = Date.now()) {
    this.#startMs = startMs;
  }

  nowMs(): number {
    return this.#startMs + this.#elapsedMs;
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { dueMs: this.#elapsedMs + Math.max(0, delayMs), action };
    this.#timers.splice(this.#timers.findLastIndex(({ dueMs }) => dueMs <= timer.dueMs) + 1, 0, timer);
    return () => {
      const at = this.#timers.indexOf(timer);
      if (at >= 0) this.#timers.splice(at, 1);
    };
  }

  /**
   * Advances the time. Timers that fall due run at their times and in order, also those that are set on the way.
   *
   * Resolves when everything written meanwhile has reached its readers. An advance waits for the previous one.
   *
   * @throws {RangeError} when `ms` is negative or not a number
   */
  advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`cannot advance time by ${ms} ms: expected 0 or more`);
    this.#advanced = this.#advanced.then(() => this.#advanceTo(this.#elapsedMs + ms));
    return this.#advanced;
  }

  async #advanceTo(endMs: number): Promise<void> {
    await settled();
    for (let [timer] = this.#timers; timer !== undefined && timer.dueMs <= endMs; [timer] = this.#timers) {
      this.#timers.shift();
      this.#elapsedMs = timer.dueMs;
      timer.action();
      if (this.#timers[0]?.dueMs !== timer.dueMs) await nextTurn();
    }
    this.#elapsedMs = endMs;
    await settled();
  }
}

interface Timer {
  readonly dueMs: number;
  readonly action: () => void;
}

/** One turn of the event loop sends pending output, and the next one reads it at the other end of the socket. */
async function settled(): Promise<void> {
  await nextTurn();
  await nextTurn();
}
