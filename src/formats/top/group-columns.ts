import type { MetricGroup } from '../../model/vocabulary.js';
import { GUEST_METRICS } from '../kvmtop/catalogue.js';

/** What each group of kvmtop's metrics is among our own columns of a guest. */
const OWN: { readonly [group in MetricGroup]: readonly string[] } = {
  cpu: ['vcpus', 'cpu', 'steal'],
  mem: ['mem', 'used', 'rss'],
  disk: ['read', 'write', 'riops', 'wiops', 'lat'],
  net: ['rx', 'tx', 'rxp', 'txp'],
  io: ['ioread', 'iowrite'],
  host: ['host_name'],
  pressure: ['throttled', 'psicpu', 'psimem', 'psiio'],
  balloon: ['actual', 'avail', 'caches', 'age', 'interval'],
};

/**
 * The names of the columns of a guest that `--cpu`, `--mem` and so on choose, after its name and state and before what is wrong.
 *
 * @param verbose adds all of kvmtop's metrics of these groups, under its names
 */
export function groupColumns(groups: readonly MetricGroup[], verbose = false): readonly string[] {
  const own = groups.flatMap((group) => OWN[group]);
  const kvmtop = GUEST_METRICS.filter(({ group }) => verbose && groups.includes(group));
  return [...new Set(['name', 'state', ...own, ...kvmtop.map(({ name }) => name), 'why'])];
}
