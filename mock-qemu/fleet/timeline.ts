import type { Action } from './action.js';

/** An action with its time; performed once, or at an interval. */
export interface TimelineEntry {
  /** Time since the start of the timeline. */
  readonly atMs: number;
  /** The interval after `atMs`; more than 0. */
  readonly everyMs?: number;
  readonly action: Action;
}

/** Actions in order of time. It starts at 0 and moves only when it is played. */
export class Timeline {
  readonly #play: (action: Action) => Promise<void>;
  readonly #due: Due[];
  #nowMs = 0;

  /** @param play must not reject: an action that fails does not stop the next one */
  constructor(entries: readonly TimelineEntry[], play: (action: Action) => Promise<void>) {
    this.#play = play;
    this.#due = entries.map((entry, position) => ({ dueMs: entry.atMs, position, entry }));
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** The time of the next action; undefined when there is none. */
  get nextMs(): number | undefined {
    return this.#next()?.dueMs;
  }

  /**
   * Plays the actions due up to `untilMs`, in order of time, then of the list. `pass` is called with the time between
   * two actions, before the second one.
   */
  async playUntil(untilMs: number, pass?: (ms: number) => Promise<void>): Promise<void> {
    for (let next = this.#next(); next !== undefined && next.dueMs <= untilMs; next = this.#next()) {
      await this.#moveTo(next.dueMs, pass);
      const { everyMs } = next.entry;
      this.#due.splice(this.#due.indexOf(next), 1);
      if (everyMs !== undefined) this.#due.push({ ...next, dueMs: next.dueMs + everyMs });
      await this.#play(next.entry.action);
    }
    await this.#moveTo(untilMs, pass);
  }

  async #moveTo(atMs: number, pass?: (ms: number) => Promise<void>): Promise<void> {
    if (atMs <= this.#nowMs) return;
    const ms = atMs - this.#nowMs;
    this.#nowMs = atMs;
    await pass?.(ms);
  }

  #next(): Due | undefined {
    let first: Due | undefined;
    for (const due of this.#due) if (first === undefined || isBefore(due, first)) first = due;
    return first;
  }
}

interface Due {
  readonly dueMs: number;
  readonly position: number;
  readonly entry: TimelineEntry;
}

function isBefore(a: Due, b: Due): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.position < b.position);
}
