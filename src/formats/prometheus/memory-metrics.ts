import { machineBytes } from '../../model/machine-bytes.js';
import type { GuestSource } from './guest-source.js';
import { counter, counters, type Figure, gauge, metricsOf } from './metric.js';

/** The memory of a guest. What its balloon reports is there only while the report is fresh. */
export const MEMORY_METRICS = metricsOf<GuestSource>(
  'qgauge_guest_',
  ['guest'],
  [
    gauge(
      'memory_size_bytes',
      'All memory of the machine: base, DIMMs, and virtio-mem at its present size.',
      'query-memory-size-summary',
      ({ guest }) => machineBytes(guest.qemu?.memory),
    ),
    gauge(
      'memory_balloon_bytes',
      'What the balloon leaves to the guest now.',
      'query-balloon',
      ({ guest }) => guest.qemu?.balloon?.actualBytes,
    ),
    gauge(
      'balloon_polling_interval_seconds',
      'How often QEMU asks the guest for a report; 0 when it does not ask.',
      'balloon guest-stats-polling-interval',
      ({ guest }) => guest.qemu?.balloon?.intervalSeconds,
    ),
    gauge(
      'memory_report_timestamp_seconds',
      'When the last report of the balloon arrived, fresh or not.',
      'balloon guest-stats',
      // 0 while there was none.
      ({ guest }) => guest.qemu?.balloon?.report?.lastUpdateSeconds || undefined,
    ),
    gauge(
      'memory_used_bytes',
      'Total minus available, or minus free where the guest does not report what is available.',
      'balloon guest-stats',
      ({ guest }) => guest.memory.usedBytes,
    ),
    gauge('memory_total_bytes', 'Memory that the guest knows of.', ...reported('stat-total-memory')),
    gauge('memory_free_bytes', 'Memory that the guest does not use at all.', ...reported('stat-free-memory')),
    gauge(
      'memory_available_bytes',
      'Memory that the guest could use without swapping.',
      ...reported('stat-available-memory'),
    ),
    gauge('memory_caches_bytes', 'Memory that caches files.', ...reported('stat-disk-caches')),
    counter('memory_swap_in_bytes_total', 'Swapped in by the guest.', ...reported('stat-swap-in')),
    counter('memory_swap_out_bytes_total', 'Swapped out by the guest.', ...reported('stat-swap-out')),
    counters(
      'memory_page_faults_total',
      'kind',
      'Page faults in the guest: major ones with I/O, minor ones without.',
      'balloon guest-stats',
      { major: statOf('stat-major-faults'), minor: statOf('stat-minor-faults') },
    ),
    counters(
      'memory_hugetlb_allocations_total',
      'result',
      'Huge pages that the guest allocated, or failed to.',
      'balloon guest-stats',
      { success: statOf('stat-htlb-pgalloc'), failure: statOf('stat-htlb-pgfail') },
    ),
    counter(
      'memory_oom_kills_total',
      'Processes that the guest killed for lack of memory.',
      ...reported('stat-oom-kills'),
    ),
    counter(
      'memory_alloc_stalls_total',
      'Times that a task of the guest had to wait for memory.',
      ...reported('stat-alloc-stalls'),
    ),
    counters(
      'memory_scanned_pages_total',
      'kind',
      'Pages that the guest scanned for reclaim: async in the background, direct while a task waited.',
      'balloon guest-stats',
      { async: statOf('stat-async-scans'), direct: statOf('stat-direct-scans') },
    ),
    counters(
      'memory_reclaimed_pages_total',
      'kind',
      'Pages that the guest reclaimed: async in the background, direct while a task waited.',
      'balloon guest-stats',
      { async: statOf('stat-async-reclaims'), direct: statOf('stat-direct-reclaims') },
    ),
  ],
);

function reported(stat: string): [from: string, figureOf: (source: GuestSource) => Figure] {
  return [`balloon ${stat}`, statOf(stat)];
}

/** Reads a statistic of a fresh report; `undefined` when the guest does not supply it. */
export function statOf(stat: string): (source: GuestSource) => Figure {
  return ({ report }) => report?.supplied[stat];
}
