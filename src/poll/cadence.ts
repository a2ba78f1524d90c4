import { sleep } from '../support/deadline.js';

/** A timer that is set to more fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A place in the schedule. */
export interface Tick {
  /** How late it has come. */
  readonly lateSeconds: number;
  /** Places before it that were left out, because nobody came for them in time. */
  readonly missed: number;
}

/**
 * A schedule with a fixed step, from the first time that it is asked: being late once moves none of the later times, and
 * what was missed is not made up for.
 */
export class Cadence {
  readonly #now: () => number;
  #last: { readonly atMs: number; readonly stepMs: number } | undefined;

  /** @param now milliseconds by a clock that is never set */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Waits for the next time; the step may be another one each time. Rejects with the signal's reason when it fires. */
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

  /** A step that has just become shorter has missed nothing: what would have been its places were none. */
  #dueAfter(stepMs: number): number {
    const nowMs = this.#now();
    if (this.#last === undefined) return nowMs;
    const due = this.#last.atMs + stepMs;
    return stepMs === this.#last.stepMs ? due : Math.max(due, nowMs);
  }
}
