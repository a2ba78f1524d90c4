/** Minimum, mean and maximum, in this order. */
export const AGGREGATES = ['minimum', 'mean', 'maximum'] as const;

/** Of each column in the array: the least, the sum, the most, and how many values were known. */
const FIELDS = 4;

/** The figures of one minute, summed up; in one array, since a minute begins for every guest in the same sweep. */
export class Minute {
  /** Seconds since the epoch of its first row. */
  readonly beganSeconds: number;
  readonly #fields: Float64Array;

  constructor(beganSeconds: number, columns: number) {
    this.beganSeconds = beganSeconds;
    this.#fields = new Float64Array(columns * FIELDS);
  }

  /** @param values one for each column, `undefined` where unknown */
  add(values: readonly (number | undefined)[]): void {
    const fields = this.#fields;
    for (let at = 0; at < fields.length; at += FIELDS) {
      const value = values[at / FIELDS];
      if (value === undefined) continue;
      const count = fields[at + 3] ?? 0;
      fields[at] = count === 0 ? value : Math.min(fields[at] ?? 0, value);
      fields[at + 1] = (fields[at + 1] ?? 0) + value;
      fields[at + 2] = count === 0 ? value : Math.max(fields[at + 2] ?? 0, value);
      fields[at + 3] = count + 1;
    }
  }

  /** The {@link AGGREGATES} of each column, `undefined` where nothing was known. */
  sumUp(): readonly (number | undefined)[] {
    const fields = this.#fields;
    const values: (number | undefined)[] = [];
    for (let at = 0; at < fields.length; at += FIELDS) {
      const count = fields[at + 3] ?? 0;
      if (count === 0) values.push(undefined, undefined, undefined);
      else values.push(fields[at], (fields[at + 1] ?? 0) / count, fields[at + 2]);
    }
    return values;
  }
}
