const BYTES_OF_TIME = 8;
const BYTES_OF_VALUE = 4;

/** Rows of figures over a stretch of time, in two typed arrays: a figure costs four bytes, and nothing to collect. */
export class Chunk {
  readonly bytes: number;
  readonly #columns: number;
  readonly #times: Float64Array;
  readonly #values: Float32Array;
  #rows = 0;
  #lastAddedSeconds = 0;

  constructor(columns: number, capacity: number) {
    this.#columns = columns;
    this.bytes = capacity * (BYTES_OF_TIME + columns * BYTES_OF_VALUE);
    // Each buffer costs time in every collection of garbage: one is enough.
    const buffer = new ArrayBuffer(this.bytes);
    this.#times = new Float64Array(buffer, 0, capacity);
    this.#values = new Float32Array(buffer, capacity * BYTES_OF_TIME);
  }

  get isFull(): boolean {
    return this.#rows === this.#times.length;
  }

  /** When the last row was added, by the clock of {@link add}'s `nowSeconds`. */
  get lastAddedSeconds(): number {
    return this.#lastAddedSeconds;
  }

  /**
   * @param seconds since the epoch, as readers see it
   * @param values one for each column, `undefined` where unknown
   * @param nowSeconds by a clock that never steps back
   */
  add(seconds: number, values: readonly (number | undefined)[], nowSeconds: number): void {
    this.#lastAddedSeconds = nowSeconds;
    this.#times[this.#rows] = seconds;
    const offset = this.#rows * this.#columns;
    for (let column = 0; column < this.#columns; column++)
      this.#values[offset + column] = values[column] ?? Number.NaN;
    this.#rows++;
  }

  /** The rows after a time, with these columns; a figure is null where unknown. */
  *read(
    afterSeconds: number,
    columns: readonly number[],
  ): Generator<readonly [seconds: number, ...values: (number | null)[]]> {
    for (let row = 0; row < this.#rows; row++) {
      const seconds = this.#times[row] ?? 0;
      if (seconds > afterSeconds) yield [seconds, ...columns.map((column) => this.#at(row, column))];
    }
  }

  #at(row: number, column: number): number | null {
    const value = this.#values[row * this.#columns + column];
    return value === undefined || Number.isNaN(value) ? null : value;
  }
}
