/** A rate, and how many may come at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Lets so many pass in a second, and no more than a burst at once. */
export class TokenBucket {
  readonly #nowMs: () => number;
  /** How long one token takes to come, and a whole burst. */
  readonly #tokenMs: number;
  readonly #burstMs: number;
  /** When the bucket is full, if nothing is taken until then. */
  #fullAtMs = Number.NEGATIVE_INFINITY;

  /** @param nowMs milliseconds by a monotonic clock */
  constructor({ perSecond, burst }: Rate, nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#tokenMs = 1000 / perSecond;
    this.#burstMs = burst * this.#tokenMs;
  }

  /** Takes one token; returns whether there was one. */
  take(): boolean {
    if (this.waitMs > 0) return false;
    this.#fullAtMs = Math.max(this.#fullAtMs, this.#nowMs()) + this.#tokenMs;
    return true;
  }

  /** In how many milliseconds there is a token; 0 when there is one. */
  get waitMs(): number {
    const untilFullMs = Math.max(0, this.#fullAtMs - this.#nowMs());
    return Math.max(0, untilFullMs + this.#tokenMs - this.#burstMs);
  }
}
