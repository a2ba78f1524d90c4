import type { PrinterOptions } from '../printer.js';
import { GUEST_BALLOON } from './balloon.js';
import { GUEST_CPU, HOST_CPU } from './cpu.js';
import { GUEST_DISK, HOST_DISK } from './disk.js';
import { GUEST_HOST, HOST_HOST } from './host.js';
import { GUEST_IO } from './io.js';
import { GUEST_MEM, HOST_MEM } from './mem.js';
import type { Metric } from './metric.js';
import { GUEST_NET, HOST_NET } from './net.js';
import { HOST_PRESSURE } from './pressure.js';
import type { GuestSubject, HostSubject } from './subject.js';

/** kvmtop's metrics of a host, in its order: by its names, units and meanings. */
export const HOST_METRICS: readonly Metric<HostSubject>[] = [
  ...HOST_CPU,
  ...HOST_MEM,
  ...HOST_DISK,
  ...HOST_NET,
  ...HOST_PRESSURE,
  ...HOST_HOST,
];

/** kvmtop's metrics of a guest, in its order, and those of the balloon, which kvmtop lacks. */
export const GUEST_METRICS: readonly Metric<GuestSubject>[] = [
  ...GUEST_CPU,
  ...GUEST_MEM,
  ...GUEST_DISK,
  ...GUEST_NET,
  ...GUEST_IO,
  ...GUEST_HOST,
  ...GUEST_BALLOON,
];

/** Selects the metrics to print, in the order of the catalogue. */
export function chosenMetrics<Subject>(
  metrics: readonly Metric<Subject>[],
  { groups, verbose }: Pick<PrinterOptions, 'groups' | 'verbose'>,
): readonly Metric<Subject>[] {
  return metrics.filter((metric) => groups.includes(metric.group) && (verbose || !metric.verbose));
}
