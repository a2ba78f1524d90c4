import { balloonStat } from '../../model/balloon-stats.js';
import { freshReport } from './mem.js';
import { metricsOf, type Row } from './metric.js';
import type { GuestSubject } from './subject.js';

/** Not in kvmtop. A report that is not fresh gives no figures; the verdict says why. */
export const GUEST_BALLOON = metricsOf<GuestSubject>('balloon', [
  {
    name: 'balloon_verdict',
    kind: 'text',
    unit: '',
    describe: 'ok, or why the memory is unknown',
    figureOf: ({ guest }) => guest.memory.verdict,
  },
  {
    name: 'balloon_age',
    kind: 'gauge',
    unit: 's',
    describe: 'time since the last report',
    figureOf: ({ guest }) => guest.memory.ageSeconds,
  },
  {
    name: 'balloon_interval',
    kind: 'gauge',
    unit: 's',
    describe: 'polling interval; 0 = off',
    figureOf: ({ guest }) => guest.qemu?.balloon?.intervalSeconds,
  },
  {
    name: 'balloon_actual',
    kind: 'gauge',
    unit: 'bytes',
    describe: 'what the guest may use now',
    figureOf: ({ guest }) => guest.qemu?.balloon?.actualBytes,
  },
  stat('balloon_total', 'stat-total-memory', 'memory of the guest'),
  stat('balloon_available', 'stat-available-memory', 'memory available without swapping'),
  stat('balloon_free', 'stat-free-memory', 'free memory'),
  {
    name: 'balloon_used',
    kind: 'gauge',
    unit: 'bytes',
    describe: 'total minus available, or minus free when the guest does not report what is available',
    figureOf: ({ guest }) => guest.memory.usedBytes,
  },
  stat('balloon_disk_caches', 'stat-disk-caches', 'memory used as file cache'),
  stat('guest_swap_in', 'stat-swap-in', 'swapped in'),
  stat('guest_swap_out', 'stat-swap-out', 'swapped out'),
  stat('guest_major_faults', 'stat-major-faults', 'page faults with I/O'),
  stat('guest_minor_faults', 'stat-minor-faults', 'page faults without I/O'),
  stat('guest_htlb_pgalloc', 'stat-htlb-pgalloc', 'huge pages allocated'),
  stat('guest_htlb_pgfail', 'stat-htlb-pgfail', 'huge pages that could not be allocated'),
  stat('guest_oom_kills', 'stat-oom-kills', 'processes killed for lack of memory'),
  stat('guest_alloc_stalls', 'stat-alloc-stalls', 'stalls for memory'),
  stat('guest_async_scans', 'stat-async-scans', 'pages scanned in the background'),
  stat('guest_direct_scans', 'stat-direct-scans', 'pages scanned while a task waited'),
  stat('guest_async_reclaims', 'stat-async-reclaims', 'pages reclaimed in the background'),
  stat('guest_direct_reclaims', 'stat-direct-reclaims', 'pages reclaimed while a task waited'),
]);

function stat(name: string, key: string, describe: string): Row<GuestSubject> {
  return { name, ...balloonStat(key), describe, figureOf: (subject) => freshReport(subject)?.supplied[key] };
}
