import type { Snapshot } from '../../model/snapshot.js';
import { encodeOpenMetrics, encodeText } from './exposition.js';
import { admitFamilies, gather } from './gather.js';
import { guestSourcesOf } from './guest-source.js';
import type { MetricFamily } from './metric-family.js';
import { FRESH_SETS, type MetricSetName, STALE_SETS } from './metric-sets.js';
import { DROPPED_METRICS, SeriesBudget, type SeriesLimits } from './series-budget.js';

/** How a snapshot becomes metrics. */
export interface PrometheusOptions extends SeriesLimits {
  /** `qgauge`: names of our own; `libvirt`: those of the exporters of libvirt. */
  readonly metrics: MetricSetName;
  /** Prometheus's text format 0.0.4, or OpenMetrics 1.0. */
  readonly format: 'text' | 'openmetrics';
  /** The snapshot is too old: nothing of it is given but its time, and that no guest is up. */
  readonly isStale?: boolean | undefined;
  /** From one snapshot to the next. */
  readonly intervalSeconds?: number | undefined;
  /** Families of the caller's own, written before those of guests. One whose name is taken is left out. */
  readonly extra?: readonly MetricFamily[] | undefined;
}

/**
 * Encodes a snapshot for Prometheus. Pure.
 *
 * Counters are those of the snapshot. What is unknown has no series; the sets of states, problems and verdicts have all their
 * series always. A series that would come twice, or is beyond a limit, is left out and counted in `qgauge_series_dropped`.
 */
export function encodePrometheus(snapshot: Snapshot, options: PrometheusOptions): string {
  const families = prometheusFamilies(snapshot, options);
  return options.format === 'openmetrics' ? encodeOpenMetrics(families) : encodeText(families);
}

/** The families that {@link encodePrometheus} encodes. */
export function prometheusFamilies(
  snapshot: Snapshot,
  options: Omit<PrometheusOptions, 'format'>,
): readonly MetricFamily[] {
  const { metrics, isStale = false, intervalSeconds, extra = [] } = options;
  const set = (isStale ? STALE_SETS : FRESH_SETS)[metrics];
  const budget = new SeriesBudget(options);
  const sweep = { snapshot, self: snapshot.self, intervalSeconds, labels: '' };
  const taken = new Set(
    [...set.sweep, ...set.guest, ...set.host, ...DROPPED_METRICS].map(({ name }) => name),
  );
  const families = [
    ...gather(set.sweep, [sweep], budget),
    ...admitFamilies(extra, taken, budget),
    ...gather(set.host, [{ host: snapshot.host, labels: '' }], budget),
    ...gather(set.guest, guestSourcesOf(snapshot, set.names, budget), budget),
  ];
  // The budget has been spent by now: its own series are beyond it.
  return [
    ...families,
    ...gather(DROPPED_METRICS, [{ dropped: budget.dropped, labels: '' }], new SeriesBudget({})),
  ];
}
