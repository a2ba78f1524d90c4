import type { JsonObject } from '../wire/json.js';

/** Passes the first value on at once and later ones at most once a period, the last one of each winning. */
export class Throttle {
  readonly #periodMs: number;
  readonly #pass: (data: JsonObject) => void;
  #pending: JsonObject | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(periodMs: number, pass: (data: JsonObject) => void) {
    this.#periodMs = periodMs;
    this.#pass = pass;
  }

  run(data: JsonObject): void {
    if (this.#timer !== undefined) {
      this.#pending = data;
      return;
    }
    this.#timer = setTimeout(() => this.#endPeriod(), this.#periodMs);
    this.#timer.unref();
    this.#pass(data);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#pending = undefined;
  }

  #endPeriod(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#timer = undefined;
    if (pending !== undefined) this.run(pending);
  }
}
