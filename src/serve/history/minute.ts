/** Minimum, mean and maximum, in this order. */
export const AGGREGATES = ['minimum', 'mean', 'maximum'] as const;

/** The figures of one minute, summed up. */
export class Minute {
  /** Seconds since the epoch of its first row. */
  readonly beganSeconds: number;
  readonly #columns: readonly { least: number; most: number; sum: number; count: number }[];

  constructor(beganSeconds: number, columns: number) {
    this.beganSeconds = beganSeconds;
    this.#columns = Array.from({ length: columns }, () => ({
      ...{ least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY, sum: 0, count: 0 },
    }));
  }

  /** @param values one for each column, `undefined` where unknown */
  add(values: readonly (number | undefined)[]): void {
    for (const [at, value] of values.entries()) {
      const column = this.#columns[at];
      if (column === undefined || value === undefined) continue;
      column.least = Math.min(column.least, value);
      column.most = Math.max(column.most, value);
      column.sum += value;
      column.count++;
    }
  }

  /** The {@link AGGREGATES} of each column, `undefined` where nothing was known. */
  sumUp(): readonly (number | undefined)[] {
    return this.#columns.flatMap(({ least, most, sum, count }) =>
      count === 0 ? [undefined, undefined, undefined] : [least, sum / count, most],
    );
  }
}
