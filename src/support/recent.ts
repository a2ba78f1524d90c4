/** A value that is made anew only when the last one is too old: those who ask at nearly the same time share it. */
export class Recent<Value> {
  readonly #make: () => Value;
  readonly #maxAgeMs: number;
  #last: { readonly value: Value; readonly atMs: number } | undefined;

  constructor(maxAgeMs: number, make: () => Value) {
    this.#make = make;
    this.#maxAgeMs = maxAgeMs;
  }

  /**
   * As it is now, or was a moment ago.
   *
   * @param notBeforeMs by performance.now(): when something has happened that it must show
   */
  get(notBeforeMs = Number.NEGATIVE_INFINITY): Value {
    const { value, atMs } = this.#last ?? this.#refresh();
    const isRecent = atMs >= notBeforeMs && performance.now() - atMs <= this.#maxAgeMs;
    return isRecent ? value : this.refresh();
  }

  /** As it is now. */
  refresh(): Value {
    return this.#refresh().value;
  }

  #refresh(): { readonly value: Value; readonly atMs: number } {
    // Dated before it is made: it is as old as what went into it first.
    const atMs = performance.now();
    this.#last = { value: this.#make(), atMs };
    return this.#last;
  }
}
