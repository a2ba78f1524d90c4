/** Limits of a {@link Backoff}. */
export interface BackoffOptions {
  /** The longest first wait. */
  readonly baseMs: number;
  /** The longest wait. */
  readonly capMs: number;
  /** Returns a number from 0 to below 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/**
 * How long to wait before the next try: exponential, with full jitter, so that clients that lost the same peer do not
 * all reconnect at once.
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

  /** Returns milliseconds: from 0 to a limit that doubles with each call, from the base up to the cap. */
  next(): number {
    const waitMs = this.#random() * this.#limitMs;
    this.#limitMs = Math.min(2 * this.#limitMs, this.#capMs);
    return waitMs;
  }

  /** Starts over after a success. */
  reset(): void {
    this.#limitMs = this.#baseMs;
  }
}
