interface Moment {
  readonly atMs: number;
  readonly amount: number;
}

/** How far back a rate looks: soon after an amount has stopped growing, its rate is 0. */
const WINDOW_MS = 2000;

/** Measures how fast an amount grows. */
export class RateMeter {
  #moments: readonly Moment[] = [];

  /** Takes what the amount is now. @returns how much it has grown a second lately; 0 after one amount, and when it shrinks */
  add(nowMs: number, amount: number): number {
    const recent = this.#moments.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
    this.#moments = [...recent, { atMs: nowMs, amount }];
    const [first] = this.#moments;
    if (first === undefined || first.atMs === nowMs) return 0;
    return Math.max(0, ((amount - first.amount) * 1000) / (nowMs - first.atMs));
  }
}
