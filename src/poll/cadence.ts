import { sleep } from '../support/deadline.js';
import { MAX_TIMER_MS } from '../support/duration.js';

/** A time in the schedule. */
export interface Tick {
  /** How long after its time it was taken. */
  readonly lateSeconds: number;
  /** How many times before it were skipped, because they had passed. */
  readonly missed: number;
}

/**
 * A schedule with a fixed step, from the first {@link next} on: a delay does not move later times, and missed times are
 * skipped, not made up for.
 */
export class Cadence {
  readonly #now: () => number;
  #last: { readonly atMs: number; readonly stepMs: number } | undefined;

  /** @param now milliseconds by a monotonic clock */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Waits for the next time; each step may differ. Rejects with the signal's reason when it fires. */
  async next(stepMs: number, signal?: AbortSignal): Promise<Tick> {
    const due = this.#dueAfter(stepMs);
    const missed = Math.max(0, Math.floor((this.#now() - due) / stepMs));
    const at = due + missed * stepMs;
    this.#last = { atMs: at, stepMs };
    // A timer may fire a little early.
    for (let leftMs = at - this.#now(); leftMs > 0; leftMs = at - this.#now()) {
      await sleep(Math.min(Math.ceil(leftMs), MAX_TIMER_MS), signal);
    }
    signal?.throwIfAborted();
    return { lateSeconds: Math.max(0, this.#now() - at) / 1000, missed };
  }

  /** A step that has just become shorter has missed nothing: its earlier times were not in the schedule. */
  #dueAfter(stepMs: number): number {
    const nowMs = this.#now();
    if (this.#last === undefined) return nowMs;
    const due = this.#last.atMs + stepMs;
    return stepMs === this.#last.stepMs ? due : Math.max(due, nowMs);
  }
}
