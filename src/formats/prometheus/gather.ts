import { type ExpositionFormat, isKnown, SeriesLines } from './exposition.js';
import type { Metric, SeriesSink } from './metric.js';
import { type MetricFamily, type Sample, unitOf } from './metric-family.js';
import type { GuestBudget, SeriesBudget } from './series-budget.js';

/** Where series come from; a guest has a budget. */
export interface Budgeted {
  readonly budget?: GuestBudget | undefined;
  /** Another one before it has the same labels. */
  readonly isRepeated?: boolean | undefined;
}

/** Encodes the series of metrics, one metric after the other, as far as the budget goes: the text of each. */
export function gather<Source extends Budgeted>(
  metrics: readonly Metric<Source>[],
  sources: readonly Source[],
  budget: SeriesBudget,
  format: ExpositionFormat,
): readonly string[] {
  return metrics.map(({ name, type, help, collect }) => {
    const series = new AdmittedSeries(name, budget);
    for (const source of sources) {
      series.guest = source.budget;
      collect(source, source.isRepeated ? series.repeated : series);
    }
    return series.lines.textWith({ name, type, help, unit: unitOf(name) }, format);
  });
}

/** Encodes families that were made elsewhere. One of a name that is taken is left out, since a name may come only once. */
export function gatherFamilies(
  families: readonly MetricFamily[],
  taken: ReadonlySet<string>,
  budget: SeriesBudget,
  format: ExpositionFormat,
): readonly string[] {
  const names = new Set(taken);
  return families.map((family) => {
    const series = new AdmittedSeries(family.name, budget);
    const isTaken = names.has(family.name);
    names.add(family.name);
    const seen = new Set<string>();
    for (const { labels, value } of family.samples) {
      const isRepeated = isTaken || seen.has(labels);
      seen.add(labels);
      (isRepeated ? series.repeated : series).add(labels, value);
    }
    return series.lines.textWith(family, format);
  });
}

/** The series of one metric, as far as the budget goes. */
class AdmittedSeries implements SeriesSink {
  readonly lines: SeriesLines;
  readonly repeated: SeriesSink;
  /** The budget of the guest whose series come now. */
  guest: GuestBudget | undefined;
  readonly #budget: SeriesBudget;

  constructor(name: string, budget: SeriesBudget) {
    this.lines = new SeriesLines(name);
    this.repeated = new RepeatedSeries(budget);
    this.#budget = budget;
  }

  add(labels: string, value: Sample['value']): void {
    if (isKnown(value) && this.#budget.admit(this.guest)) this.lines.add(labels, value);
  }
}

/** Counts what is left out. */
class RepeatedSeries implements SeriesSink {
  readonly repeated = this;
  readonly #budget: SeriesBudget;

  constructor(budget: SeriesBudget) {
    this.#budget = budget;
  }

  add(): void {
    this.#budget.dropDuplicate();
  }
}
