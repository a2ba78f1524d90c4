import type { Metric } from './metric.js';
import { type MetricFamily, type Sample, unitOf } from './metric-family.js';
import type { GuestBudget, SeriesBudget } from './series-budget.js';

/** Where series come from; those of a guest have its budget. */
export interface Budgeted {
  readonly budget?: GuestBudget | undefined;
}

/** Gathers the series of metrics from sources, as far as the budget goes. */
export function gather<Source extends Budgeted>(
  metrics: readonly Metric<Source>[],
  sources: readonly Source[],
  budget: SeriesBudget,
): readonly MetricFamily[] {
  return metrics.map(({ name, type, help, collect }) => {
    const samples: Sample[] = [];
    const seen = new Set<string>();
    let guest: GuestBudget | undefined;
    const add = (labels: string, value: Sample['value']) => {
      if (budget.admit(labels, seen, guest)) samples.push({ labels, value });
    };
    for (const source of sources) {
      guest = source.budget;
      collect(source, add);
    }
    return { name, type, help, unit: unitOf(name), samples };
  });
}

/** Admits families that were made elsewhere. One of a name that is taken is left out, since a name may come only once. */
export function admitFamilies(
  families: readonly MetricFamily[],
  taken: ReadonlySet<string>,
  budget: SeriesBudget,
): readonly MetricFamily[] {
  const names = new Set(taken);
  return families.flatMap((family) => {
    if (names.has(family.name)) {
      budget.dropDuplicates(family.samples.length);
      return [];
    }
    names.add(family.name);
    const seen = new Set<string>();
    return [
      { ...family, samples: family.samples.filter(({ labels }) => budget.admit(labels, seen, undefined)) },
    ];
  });
}
