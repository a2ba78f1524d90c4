import type { HugepagePool } from '../../model/host-sample.js';
import type { HostSnapshot } from '../../model/snapshot.js';
import type { Budgeted } from './gather.js';
import { labelPair } from './label-text.js';
import { counter, gauge, gauges, type Labelled, type Metric, metricsOf, metricsOfEach } from './metric.js';

/** What is read of the host. */
export interface HostSource extends Budgeted, Labelled {
  readonly host: HostSnapshot;
}

interface PoolSource extends Labelled {
  readonly pool: HugepagePool;
}

/** What the exporters of hosts lack, and the sizes that guests are compared with. */
export const HOST_METRICS: readonly Metric<HostSource>[] = [
  ...metricsOf<HostSource>(
    'qgauge_host_',
    [],
    [
      gauge('cpus', 'CPUs that are online.', '/proc/stat', ({ host }) => host.sample?.cpu?.cores),
      gauge('memory_size_bytes', 'Memory of the host.', '/proc/meminfo', ({ host }) => host.memoryBytes),
      gauge('ksm_running', '1 while KSM merges equal pages.', '/sys/kernel/mm/ksm', ({ host }) => {
        const ksm = host.sample?.ksm;
        return ksm && Number(ksm.isRunning);
      }),
      gauges(
        'ksm_pages',
        'kind',
        'Pages by what KSM has found: shared by several, sharing one of those (so many are saved), unshared, or volatile.',
        '/sys/kernel/mm/ksm',
        {
          shared: ({ host }) => host.sample?.ksm?.pagesShared,
          sharing: ({ host }) => host.sample?.ksm?.pagesSharing,
          unshared: ({ host }) => host.sample?.ksm?.pagesUnshared,
          volatile: ({ host }) => host.sample?.ksm?.pagesVolatile,
        },
      ),
      counter(
        'ksm_full_scans_total',
        'Times that KSM has scanned all memory.',
        '/sys/kernel/mm/ksm',
        ({ host }) => host.sample?.ksm?.fullScans,
      ),
    ],
  ),
  ...metricsOfEach<HostSource, PoolSource>(
    { prefix: 'qgauge_host_', labels: ['page_bytes'], items: poolsOf },
    [
      gauge('hugepages', 'Huge pages of a size.', '/sys/kernel/mm/hugepages', ({ pool }) => pool.total),
      gauge(
        'hugepages_free',
        'Those that nobody uses; some may be reserved.',
        '/sys/kernel/mm/hugepages',
        ({ pool }) => pool.free,
      ),
      gauge(
        'hugepages_reserved',
        'Free ones that are promised to a process.',
        '/sys/kernel/mm/hugepages',
        ({ pool }) => pool.reserved,
      ),
      gauge(
        'hugepages_surplus',
        'Those beyond the size of the pool.',
        '/sys/kernel/mm/hugepages',
        ({ pool }) => pool.surplus,
      ),
    ],
  ),
];

function poolsOf({ host }: HostSource): readonly PoolSource[] {
  const pools = host.sample?.hugepages ?? [];
  return pools.map((pool) => ({ pool, labels: labelPair('page_bytes', String(pool.pageBytes)) }));
}
