import type { MetricGroup } from '../../model/vocabulary.js';

/**
 * What the value of a metric is:
 *
 * - `gauge`: the present value
 * - `percent`: a share of the time since the last snapshot
 * - `rate`: per second, over the time since the last snapshot
 * - `difference`: the change since the last snapshot
 * - `counter`: the total since the guest's start
 * - `text`: a word or more
 */
export type MetricKind = 'gauge' | 'percent' | 'rate' | 'difference' | 'counter' | 'text';

/** A value of a metric: null or `undefined` when it is unknown. */
export type MetricValue = number | bigint | string | null | undefined;

/** A figure of a host or of a guest. */
export interface Metric<Subject> {
  readonly name: string;
  readonly group: MetricGroup;
  readonly kind: MetricKind;
  /** e.g. `bytes`, `kB`; of a rate, the unit of what is counted. Empty for a text. */
  readonly unit: string;
  /** Printed only with `--verbose`. */
  readonly verbose: boolean;
  readonly describe: string;
  readonly figureOf: (subject: Subject) => MetricValue;
}

/** A metric without its group; not verbose unless it says so. */
export type Row<Subject> = Omit<Metric<Subject>, 'group' | 'verbose'> & { readonly verbose?: boolean };

/** Completes the metrics of one group. */
export function metricsOf<Subject>(
  group: MetricGroup,
  rows: readonly Row<Subject>[],
): readonly Metric<Subject>[] {
  return rows.map((row) => ({ verbose: false, ...row, group }));
}

/** Marks a row as one that is printed only with `--verbose`. */
export function verbose<Subject>(row: Row<Subject>): Row<Subject> {
  return { ...row, verbose: true };
}

/** Units of which there are no fractions. */
const WHOLE_UNITS: ReadonlySet<string> = new Set(['bytes', 'kB', 'KiB', 'count', 'µs']);

/** Whether the values of a metric are integers before they are rounded. */
export function isWhole({ kind, unit }: Pick<Metric<unknown>, 'kind' | 'unit'>): boolean {
  return (kind === 'gauge' || kind === 'counter') && WHOLE_UNITS.has(unit);
}

/** Whether kvmtop prints the values as integers: all but gauges that are means or times. */
export function isPrintedWhole(metric: Pick<Metric<unknown>, 'kind' | 'unit'>): boolean {
  return isWhole(metric) || ['percent', 'rate', 'difference'].includes(metric.kind);
}

/** A value as kvmtop prints it: an integer, or a mean or time with at most three decimals; null when it is unknown. */
export function printed<Subject>(metric: Metric<Subject>, subject: Subject): number | bigint | string | null {
  const value = metric.figureOf(subject);
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number') return value;
  return isPrintedWhole(metric) ? Math.round(value) : Math.round(value * 1000) / 1000;
}

/** Converts a ratio of 0 to 1 to percent. */
export function percent(ratio: number | undefined): number | undefined {
  return ratio === undefined ? undefined : 100 * ratio;
}
