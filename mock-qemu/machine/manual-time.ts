import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TimeSource } from './time-source.js';

/** A time that stands still until somebody advances it; machines that share it stay in step. */
export class ManualTime implements TimeSource {
  readonly #startMs: number;
  readonly #timers = new Set<Timer>();
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
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
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
    for (let timer = this.#next(endMs); timer !== undefined; timer = this.#next(endMs)) {
      this.#timers.delete(timer);
      this.#elapsedMs = timer.dueMs;
      timer.action();
      if (this.#next(timer.dueMs) === undefined) await nextTurn();
    }
    this.#elapsedMs = endMs;
    await settled();
  }

  /** The first that is due by then; of two that are due together, the one that was set first. */
  #next(endMs: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs <= endMs && (first === undefined || timer.dueMs < first.dueMs)) first = timer;
    }
    return first;
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
