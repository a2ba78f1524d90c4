import type { Snapshot } from '../../model/snapshot.js';
import { closed, type ExpositionFormat } from './exposition.js';
import { gather, gatherFamilies } from './gather.js';
import { guestSourcesOf } from './guest-source.js';
import type { MetricFamily } from './metric-family.js';
import { FRESH_SETS, type MetricSet, type MetricSetName, STALE_SETS } from './metric-sets.js';
import { DROPPED_METRICS, SeriesBudget, type SeriesLimits } from './series-budget.js';

/** How a snapshot becomes metrics. */
export interface PrometheusOptions extends SeriesLimits {
  /** `qgauge`: names of our own; `libvirt`: those of the exporters of libvirt. */
  readonly metrics: MetricSetName;
  /** Prometheus's text format 0.0.4, or OpenMetrics 1.0. */
  readonly format: ExpositionFormat;
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
  const { metrics, format, isStale = false, intervalSeconds, extra = [] } = options;
  const set = (isStale ? STALE_SETS : FRESH_SETS)[metrics];
  const budget = new SeriesBudget(options);
  const sweep = { snapshot, self: snapshot.self, intervalSeconds, labels: '' };
  const texts = [
    ...gather(set.sweep, [sweep], budget, format),
    ...gatherFamilies(extra, namesOf(set), budget, format),
    ...gather(set.host, [{ host: snapshot.host, labels: '' }], budget, format),
    ...gather(set.guest, guestSourcesOf(snapshot, set.names, budget), budget, format),
  ];
  // The budget has been spent by now: what tells of that is beyond it.
  const dropped = gather(DROPPED_METRICS, [{ dropped: budget.dropped, labels: '' }], NO_LIMITS, format);
  return closed([...texts, ...dropped], format);
}

const NO_LIMITS = new SeriesBudget({ maxSeries: Number.POSITIVE_INFINITY });

function namesOf({ sweep, guest, host }: MetricSet): ReadonlySet<string> {
  return new Set([...sweep, ...guest, ...host, ...DROPPED_METRICS].map(({ name }) => name));
}
