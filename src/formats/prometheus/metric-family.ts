/**
 * The type of a metric. A state set is typed as a gauge in both formats: OpenMetrics would have its label named like the
 * metric. An info is one in OpenMetrics, and a gauge in the text format, which has no such type.
 */
export type MetricType = 'gauge' | 'counter' | 'info' | 'stateset' | 'summary';

/** One metric with all its series. */
export interface MetricFamily {
  /** The name of its series: that of a counter ends in `_total`, that of an info in `_info`. */
  readonly name: string;
  readonly type: MetricType;
  /** One sentence. */
  readonly help: string;
  /** The base unit, in which the name ends; `undefined` for counts, ratios and states. */
  readonly unit?: MetricUnit | undefined;
  readonly samples: readonly Sample[];
}

export type MetricUnit = 'bytes' | 'seconds';

/** One series, and its value now. There is none for a value that is unknown. */
export interface Sample {
  /** As `labelText` writes them; empty without labels. */
  readonly labels: string;
  /** A value that is not finite is left out. */
  readonly value: number | bigint;
}

/** The base unit by the name of a metric; `undefined` when it ends in none. */
export function unitOf(name: string): MetricUnit | undefined {
  const base = name.replace(/_total$/, '');
  if (base.endsWith('_bytes')) return 'bytes';
  return base.endsWith('_seconds') ? 'seconds' : undefined;
}
