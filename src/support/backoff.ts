/** How long to wait before the next attempt: longer after each that failed, and never the same for everybody. */
export class Backoff {
  readonly #baseMs: number;
  readonly #capMs: number;
  readonly #random: () => number;
  #failures = 0;

  /** @param random as Math.random; a test gives its own */
  constructor(baseMs: number, capMs: number, random: () => number = Math.random) {
    this.#baseMs = baseMs;
    this.#capMs = capMs;
    this.#random = random;
  }

  /** Milliseconds to wait after one more failure: between half and the whole of a time that doubles up to the cap. */
  next(): number {
    const ceiling = Math.min(this.#capMs, this.#baseMs * 2 ** Math.min(this.#failures++, 30));
    return ceiling * (0.5 + this.#random() / 2);
  }

  /** An attempt has succeeded. */
  reset(): void {
    this.#failures = 0;
  }
}
