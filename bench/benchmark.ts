import type { PausedGuests } from './paused-guests.js';
import type { Row } from './statistics.js';

/** A `quick` run takes fewer samples: it shows a factor of two, and all benchmarks together take under two minutes. */
export type Effort = 'full' | 'quick';

/** A number of samples, guests or milliseconds for each effort. */
export type ByEffort = { readonly [effort in Effort]: number };

export interface Setting {
  readonly effort: Effort;
  readonly paused: PausedGuests;
}

export interface Benchmark {
  /** Its name on the command line. */
  readonly name: string;
  /** One line for `--list`. */
  readonly about: string;
  /** Runs only when it is named. */
  readonly isOptional?: boolean;
  /** Yields each row as soon as it is measured. */
  measure(setting: Setting): AsyncIterable<Row>;
}
