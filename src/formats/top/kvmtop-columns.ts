import { GUEST_METRICS } from '../kvmtop/catalogue.js';
import type { Metric } from '../kvmtop/metric.js';
import type { GuestSubject } from '../kvmtop/subject.js';
import { type Figure, type FigureUnit, type TableColumn, tableColumn } from '../table/table-column.js';
import type { GuestRow } from './guest-row.js';

/** How the figures of a table come from those of kvmtop. */
interface Conversion {
  readonly unit: FigureUnit;
  readonly factor: number;
}

const KIB = 1024;
const COUNT: Conversion = { unit: 'count', factor: 1 };

/** By the units of kvmtop's metrics. The kernel's kB are KiB, its clock ticks the hundredth part of a second. */
const CONVERSIONS: { readonly [unit: string]: Conversion } = {
  '': { unit: 'text', factor: 1 },
  '%': { unit: 'percent', factor: 1 },
  bytes: { unit: 'bytes', factor: 1 },
  kB: { unit: 'bytes', factor: KIB },
  KiB: { unit: 'bytes', factor: KIB },
  s: { unit: 'seconds', factor: 1 },
  ms: { unit: 'seconds', factor: 1e-3 },
  µs: { unit: 'seconds', factor: 1e-6 },
  ns: { unit: 'seconds', factor: 1e-9 },
  'clock ticks': { unit: 'seconds', factor: 1e-2 },
};

/** The metrics of a guest that kvmtop has, under its names. */
export const KVMTOP_COLUMNS: readonly TableColumn<GuestRow>[] = GUEST_METRICS.map((metric) => {
  const { name, kind, describe } = metric;
  const { unit, factor } = CONVERSIONS[metric.unit] ?? COUNT;
  return tableColumn<GuestRow>({
    ...{ name, unit, heading: name },
    about: kind === 'rate' ? `${describe}, per second` : describe,
    // Every guest of a host has the same name of it.
    isSearched: metric.group !== 'host',
    figureOf: (row) => convert(metric, row, factor),
  });
});

function convert(metric: Metric<GuestSubject>, row: GuestRow, factor: number): Figure {
  const value = metric.figureOf(row);
  if (value === null || value === undefined) return undefined;
  return factor === 1 || typeof value === 'string' ? value : Number(value) * factor;
}
