import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TimeSource } from './time-source.js';

/** A time that stands still until somebody advances it; machines that share it stay in step. */
export class ManualTime implements TimeSource {
  readonly #startMs: number;
  /** In the order in which they are due; of two that are due together, the one that was set first comes first. */
  readonly #timers: Timer[] = [];
  #elapsedMs = 0;
  #advanced: Promise<void> = Promise.resolve();

  /** @param startMs the host's clock at first, in milliseconds since 1970 */
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
   * Lets so much time pass: whatever falls due happens at its time and in order, also what is only begun on the way.
   *
   * Resolves when what was written has reached its readers; an advance waits for the one before it.
   *
   * @throws {RangeError} when the time would go backwards
   */
  advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`time cannot advance by ${ms} ms: give 0 or more`);
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

/** One turn of the event loop sends what waits, and the next one reads it at the other end of a socket. */
async function settled(): Promise<void> {
  await nextTurn();
  await nextTurn();
}
