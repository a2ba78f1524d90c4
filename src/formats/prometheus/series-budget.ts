import { gauges, type Metric, metricsOf } from './metric.js';

/** Why a series was left out. */
export interface DroppedSeries {
  readonly duplicate: number;
  readonly guestLimit: number;
  readonly limit: number;
}

/** How many series there may be. */
export interface SeriesLimits {
  /** Of one guest (default: 5000): more than any machine has, unless something in it multiplies. */
  readonly maxSeriesPerGuest?: number | undefined;
  /** In all (default: 1000000). */
  readonly maxSeries?: number | undefined;
}

const MAX_SERIES_PER_GUEST = 5000;
const MAX_SERIES = 1_000_000;

/** What one guest may still have. */
export interface GuestBudget {
  left: number;
}

/**
 * Decides which series are written. What comes first stays: of metrics in the order of their declaration, so that every guest
 * keeps those that say whether it is up.
 */
export class SeriesBudget {
  readonly #maxPerGuest: number;
  readonly #dropped = { duplicate: 0, guestLimit: 0, limit: 0 };
  #left: number;

  constructor({ maxSeriesPerGuest = MAX_SERIES_PER_GUEST, maxSeries = MAX_SERIES }: SeriesLimits) {
    this.#maxPerGuest = maxSeriesPerGuest;
    this.#left = maxSeries;
  }

  get dropped(): DroppedSeries {
    return this.#dropped;
  }

  /** The budget of one more guest. */
  ofGuest(): GuestBudget {
    return { left: this.#maxPerGuest };
  }

  /**
   * Whether a series is written.
   *
   * @param guest the budget of its guest; `undefined` for what is not about a guest
   */
  admit(guest: GuestBudget | undefined): boolean {
    if (guest !== undefined && guest.left <= 0) return this.#drop('guestLimit');
    if (this.#left <= 0) return this.#drop('limit');
    if (guest !== undefined) guest.left--;
    this.#left--;
    return true;
  }

  /** Counts a series that is left out, because there is one with its labels. */
  dropDuplicate(): void {
    this.#drop('duplicate');
  }

  #drop(why: keyof DroppedSeries): false {
    this.#dropped[why]++;
    return false;
  }
}

/** What was left out, as a source of metrics. */
export interface DroppedSource {
  readonly labels: string;
  readonly dropped: DroppedSeries;
  readonly budget?: undefined;
  readonly isRepeated?: undefined;
}

/** What is missing: the last metric, and never left out itself. */
export const DROPPED_METRICS: readonly Metric<DroppedSource>[] = metricsOf<DroppedSource>(
  'qgauge_',
  [],
  [
    gauges<DroppedSource>(
      'series_dropped',
      'reason',
      'Series left out of this answer: a second one with the same labels, beyond the limit of their guest, beyond the limit of all.',
      'qgauge',
      {
        duplicate: ({ dropped }) => dropped.duplicate,
        guest_limit: ({ dropped }) => dropped.guestLimit,
        limit: ({ dropped }) => dropped.limit,
      },
    ),
  ],
);
