import type { MetricGroup } from '../../model/vocabulary.js';

/**
 * - `gauge`: as it is now
 * - `percent`: a share of the time in between
 * - `rate`: a second
 * - `difference`: over the time in between
 * - `counter`: since the guest's start
 * - `text`
 */
export type MetricKind = 'gauge' | 'percent' | 'rate' | 'difference' | 'counter' | 'text';

/** What a metric is of: null or `undefined` where nobody knows. */
export type MetricValue = number | bigint | string | null | undefined;

/** A figure of a host or of a guest, as a row of a table. */
export interface Metric<Subject> {
  readonly name: string;
  readonly group: MetricGroup;
  readonly kind: MetricKind;
  /** e.g. `bytes`, `kB`; of a rate that of what is counted. Empty for a text. */
  readonly unit: string;
  /** Printed on request only. */
  readonly verbose: boolean;
  readonly describe: string;
  readonly figureOf: (subject: Subject) => MetricValue;
}

/** A metric but for its group, which a file says once; `verbose` where the name begins with `*`. */
export type Row<Subject> = readonly [
  name: string,
  kind: MetricKind,
  unit: string,
  describe: string,
  figureOf: (subject: Subject) => MetricValue,
];

export function metricsOf<Subject>(
  group: MetricGroup,
  rows: readonly Row<Subject>[],
): readonly Metric<Subject>[] {
  return rows.map(([name, kind, unit, describe, figureOf]) => ({
    name: name.replace('*', ''),
    group,
    kind,
    unit,
    verbose: name.startsWith('*'),
    describe,
    figureOf,
  }));
}

/** Units of which there are whole ones only. */
const WHOLE_UNITS: ReadonlySet<string> = new Set(['bytes', 'kB', 'KiB', 'count', 'µs']);

/** Whether each value of a metric is an integer as it is, before anybody rounds it. */
export function isWhole({ kind, unit }: Pick<Metric<unknown>, 'kind' | 'unit'>): boolean {
  return (kind === 'gauge' || kind === 'counter') && WHOLE_UNITS.has(unit);
}

/** Whether kvmtop prints it as an integer: all but the gauges that are means or times. */
export function isPrintedWhole(metric: Pick<Metric<unknown>, 'kind' | 'unit'>): boolean {
  return isWhole(metric) || ['percent', 'rate', 'difference'].includes(metric.kind);
}

/** A value as kvmtop prints it: whole numbers, and at most three digits of what is a mean or a time. */
export function printed<Subject>(metric: Metric<Subject>, subject: Subject): number | bigint | string | null {
  const value = metric.figureOf(subject);
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number') return value;
  return isPrintedWhole(metric) ? Math.round(value) : Math.round(value * 1000) / 1000;
}

/** A share of 0 to 1 in percent. */
export function percent(ratio: number | undefined): number | undefined {
  return ratio === undefined ? undefined : 100 * ratio;
}
