/** A value that is made again only when it is too old: calls at nearly the same time share it. */
export class Recent<Value> {
  readonly #make: () => Value;
  readonly #maxAgeMs: number;
  #last: { readonly value: Value; readonly atMs: number } | undefined;

  constructor(maxAgeMs: number, make: () => Value) {
    this.#make = make;
    this.#maxAgeMs = maxAgeMs;
  }

  /**
   * Returns the value as of now, or of a moment ago.
   *
   * @param notBeforeMs by performance.now(): the value must be at least as recent
   */
  get(notBeforeMs = Number.NEGATIVE_INFINITY): Value {
    const { value, atMs } = this.#last ?? this.#refresh();
    const isRecent = atMs >= notBeforeMs && performance.now() - atMs <= this.#maxAgeMs;
    return isRecent ? value : this.refresh();
  }

  /** Returns the value as of now. */
  refresh(): Value {
    return this.#refresh().value;
  }

  #refresh(): { readonly value: Value; readonly atMs: number } {
    // Dated before it is made: a value is as old as the first thing that it was made from.
    const atMs = performance.now();
    this.#last = { value: this.#make(), atMs };
    return this.#last;
  }
}
