import type { Action } from './action.js';

/** One thing that happens, once or again and again. */
export interface TimelineEntry {
  readonly atMs: number;
  /** Above 0. */
  readonly everyMs?: number;
  readonly action: Action;
}

/** What happens when; it stands at 0, and moves only when it is played. */
export class Timeline {
  readonly #play: (action: Action) => Promise<void>;
  readonly #due: Due[];
  #nowMs = 0;

  /** @param play must not reject: what goes wrong with an action is no reason for the next not to happen */
  constructor(entries: readonly TimelineEntry[], play: (action: Action) => Promise<void>) {
    this.#play = play;
    this.#due = entries.map((entry, position) => ({ dueMs: entry.atMs, position, entry }));
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** When the next thing happens; undefined when nothing will. */
  get nextMs(): number | undefined {
    return this.#next()?.dueMs;
  }

  /**
   * Plays all that is due up to a moment, in order of time, and then in the order of the list. `pass` lets the time
   * between two of them go by elsewhere too.
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
