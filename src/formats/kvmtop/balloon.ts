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
    describe: 'ok, or why the memory is not known',
    figureOf: ({ guest }) => guest.memory.verdict,
  },
  {
    name: 'balloon_age',
    kind: 'gauge',
    unit: 's',
    describe: 'since the last report',
    figureOf: ({ guest }) => guest.memory.ageSeconds,
  },
  {
    name: 'balloon_interval',
    kind: 'gauge',
    unit: 's',
    describe: 'from one report to the next; 0: none are asked for',
    figureOf: ({ guest }) => guest.qemu?.balloon?.intervalSeconds,
  },
  {
    name: 'balloon_actual',
    kind: 'gauge',
    unit: 'bytes',
    describe: 'what the guest may use now',
    figureOf: ({ guest }) => guest.qemu?.balloon?.actualBytes,
  },
  stat('balloon_total', 'stat-total-memory', 'memory that the guest has'),
  stat('balloon_available', 'stat-available-memory', 'could be had without swapping'),
  stat('balloon_free', 'stat-free-memory', 'used for nothing'),
  {
    name: 'balloon_used',
    kind: 'gauge',
    unit: 'bytes',
    describe: 'total without available, or without free where a guest tells no other',
    figureOf: ({ guest }) => guest.memory.usedBytes,
  },
  stat('balloon_disk_caches', 'stat-disk-caches', 'used to cache files'),
  stat('guest_swap_in', 'stat-swap-in', 'swapped in'),
  stat('guest_swap_out', 'stat-swap-out', 'swapped out'),
  stat('guest_major_faults', 'stat-major-faults', 'page faults with I/O'),
  stat('guest_minor_faults', 'stat-minor-faults', 'page faults without I/O'),
  stat('guest_htlb_pgalloc', 'stat-htlb-pgalloc', 'huge pages that were had'),
  stat('guest_htlb_pgfail', 'stat-htlb-pgfail', 'huge pages that could not be had'),
  stat('guest_oom_kills', 'stat-oom-kills', 'processes killed for want of memory'),
  stat('guest_alloc_stalls', 'stat-alloc-stalls', 'waits for memory'),
  stat('guest_async_scans', 'stat-async-scans', 'pages looked at in the background'),
  stat('guest_direct_scans', 'stat-direct-scans', 'pages looked at while a task waited'),
  stat('guest_async_reclaims', 'stat-async-reclaims', 'pages freed in the background'),
  stat('guest_direct_reclaims', 'stat-direct-reclaims', 'pages freed while a task waited'),
]);

function stat(name: string, key: string, describe: string): Row<GuestSubject> {
  return { name, ...balloonStat(key), describe, figureOf: (subject) => freshReport(subject)?.supplied[key] };
}
