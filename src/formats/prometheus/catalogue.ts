import type { MetricType } from './metric-family.js';
import { FRESH_SETS, type MetricSetName } from './metric-sets.js';
import { DROPPED_METRICS } from './series-budget.js';

/** What documentation says of a metric. */
export interface MetricEntry {
  readonly name: string;
  readonly type: MetricType;
  readonly labels: readonly string[];
  readonly help: string;
  readonly from: string;
}

/** Every metric of a set, in the order in which they are written. */
export function listMetrics(name: MetricSetName): readonly MetricEntry[] {
  const { sweep, host, guest } = FRESH_SETS[name];
  return [...sweep, ...host, ...guest, ...DROPPED_METRICS];
}
