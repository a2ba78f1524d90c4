export interface BackoffOptions {
  /** How long the first wait is at most. */
  readonly baseMs: number;
  /** How long any wait is at most. */
  readonly capMs: number;
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/**
 * How long to wait before the next try: exponential, with full jitter, so that many who lost the same peer at once do
 * not all come back at once.
 */
export class Backoff {
  readonly #baseMs: number;
  readonly #capMs: number;
  readonly #random: () => number;
  #limitMs: number;

  constructor({ baseMs, capMs, random = Math.random }: BackoffOptions) {
    this.#baseMs = Math.min(baseMs, capMs);
    this.#capMs = capMs;
    this.#random = random;
    this.#limitMs = this.#baseMs;
  }

  /** Milliseconds: anything from 0 to a limit that doubles with each call, from the base up to the cap. */
  next(): number {
    const waitMs = this.#random() * this.#limitMs;
    this.#limitMs = Math.min(2 * this.#limitMs, this.#capMs);
    return waitMs;
  }

  /** Begins anew: a try was a success. */
  reset(): void {
    this.#limitMs = this.#baseMs;
  }
}
