/** A rate, and how many may come at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Lets so many pass in a second, and no more than a burst at once. */
export class TokenBucket {
  readonly #rate: Rate;
  readonly #nowMs: () => number;
  #tokens: number;
  #filledAtMs: number;

  /** @param nowMs milliseconds by a monotonic clock */
  constructor(rate: Rate, nowMs: () => number) {
    this.#rate = rate;
    this.#nowMs = nowMs;
    this.#tokens = rate.burst;
    this.#filledAtMs = nowMs();
  }

  /** Takes one token; returns whether there was one. */
  take(): boolean {
    const nowMs = this.#nowMs();
    const { perSecond, burst } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * perSecond);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
