import type { JsonObject } from '../wire/json.js';
import type { TimeSource } from './time-source.js';

/**
 * Passes the first value on at once and later ones at most once a period, the last one of each winning.
 *
 * What had to wait is passed with the time at which it came, as QEMU stamps an event when it happens.
 */
export class Throttle {
  readonly #time: TimeSource;
  readonly #periodMs: number;
  readonly #pass: (data: JsonObject, atMs: number) => void;
  #pending: { readonly data: JsonObject; readonly atMs: number } | undefined;
  #cancel: (() => void) | undefined;

  constructor(time: TimeSource, periodMs: number, pass: (data: JsonObject, atMs: number) => void) {
    this.#time = time;
    this.#periodMs = periodMs;
    this.#pass = pass;
  }

  run(data: JsonObject): void {
    const atMs = this.#time.nowMs();
    if (this.#cancel === undefined) this.#begin(data, atMs);
    else this.#pending = { data, atMs };
  }

  close(): void {
    this.#cancel?.();
    this.#pending = undefined;
  }

  #begin(data: JsonObject, atMs: number): void {
    this.#cancel = this.#time.after(this.#periodMs, () => this.#end());
    this.#pass(data, atMs);
  }

  #end(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#cancel = undefined;
    if (pending !== undefined) this.#begin(pending.data, pending.atMs);
  }
}
