import { machineBytes } from '../../../model/machine-bytes.js';
import { statOf as bytesOf } from '../../../model/report-figures.js';
import type { GuestSource } from '../guest-source.js';
import { statOf } from '../memory-metrics.js';
import { counter, type Figure, gauge, metricsOf } from '../metric.js';

/** The balloon's figures, while its report is fresh. Two have a name of each exporter. */
export const LIBVIRT_MEMORY_METRICS = metricsOf<GuestSource>(
  'libvirt_domain_memory_stats_',
  ['domain'],
  [
    gauge('actual_balloon_bytes', ...balloonSize()),
    gauge('current_balloon_bytes', ...balloonSize()),
    gauge('maximum_bytes', 'All memory of the machine.', 'query-memory-size-summary', ({ guest }) =>
      machineBytes(guest.qemu?.memory),
    ),
    counter('major_fault_total', ...stat('Page faults in the guest with I/O.', 'stat-major-faults')),
    counter('minor_fault_total', ...stat('Page faults in the guest without I/O.', 'stat-minor-faults')),
    gauge('unused_bytes', ...stat('Memory that the guest does not use at all.', 'stat-free-memory')),
    gauge('available_bytes', ...stat('All memory that the guest knows of.', 'stat-total-memory')),
    gauge(
      'usable_bytes',
      ...stat('Memory that the guest could use without swapping.', 'stat-available-memory'),
    ),
    gauge('disk_cache_bytes', ...stat('Memory that caches files.', 'stat-disk-caches')),
    gauge('disk_caches_bytes', ...stat('Memory that caches files.', 'stat-disk-caches')),
    gauge('swap_in_bytes', ...stat('Swapped in by the guest since its start.', 'stat-swap-in')),
    gauge('swap_out_bytes', ...stat('Swapped out by the guest since its start.', 'stat-swap-out')),
    counter('hugetlb_pgalloc_total', ...stat('Huge pages that the guest allocated.', 'stat-htlb-pgalloc')),
    counter(
      'hugetlb_pgfail_total',
      ...stat('Huge pages that the guest failed to allocate.', 'stat-htlb-pgfail'),
    ),
    gauge(
      'last_update_timestamp_seconds',
      'When the last report of the balloon arrived, fresh or not.',
      'balloon guest-stats',
      ({ guest }) => guest.qemu?.balloon?.report?.lastUpdateSeconds || undefined,
    ),
    gauge(
      'rss_bytes',
      'Memory of the host that QEMU uses, with its huge pages.',
      '/proc/PID/status',
      ({ guest }) => guest.linux?.rssBytes,
    ),
    gauge(
      'used_percent',
      'Memory of the guest that is not usable, in percent of all.',
      'balloon guest-stats',
      usedPercent,
    ),
  ],
);

type Declared = [help: string, from: string, figureOf: (source: GuestSource) => Figure];

function balloonSize(): Declared {
  return [
    'What the balloon leaves to the guest now.',
    'query-balloon',
    ({ guest }) => guest.qemu?.balloon?.actualBytes,
  ];
}

function stat(help: string, name: string): Declared {
  return [help, `balloon ${name}`, statOf(name)];
}

function usedPercent({ report }: GuestSource): number | undefined {
  const total = report && bytesOf(report, 'stat-total-memory');
  const usable = report && bytesOf(report, 'stat-available-memory');
  return total === undefined || usable === undefined ? undefined : (100 * (total - usable)) / total;
}
