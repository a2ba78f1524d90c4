import { freshReport } from './mem.js';
import { metricsOf, type Row } from './metric.js';
import type { GuestSubject } from './subject.js';

/** Beyond kvmtop. A report that is not fresh gives no figure; the verdict says why. */
export const GUEST_BALLOON = metricsOf<GuestSubject>('balloon', [
  ['balloon_verdict', 'text', '', 'ok, or why the memory is not known', ({ guest }) => guest.memory.verdict],
  ['balloon_age', 'gauge', 's', 'since the last report', ({ guest }) => guest.memory.ageSeconds],
  [
    'balloon_interval',
    'gauge',
    's',
    'from one report to the next; 0: none are asked for',
    ({ guest }) => guest.qemu?.balloon?.intervalSeconds,
  ],
  [
    'balloon_actual',
    'gauge',
    'bytes',
    'what the guest may use now',
    ({ guest }) => guest.qemu?.balloon?.actualBytes,
  ],
  stat('balloon_total', 'stat-total-memory', 'gauge', 'bytes', 'memory that the guest has'),
  stat('balloon_available', 'stat-available-memory', 'gauge', 'bytes', 'could be had without swapping'),
  stat('balloon_free', 'stat-free-memory', 'gauge', 'bytes', 'used for nothing'),
  [
    'balloon_used',
    'gauge',
    'bytes',
    'total without available, or without free where a guest tells no other',
    ({ guest }) => guest.memory.usedBytes,
  ],
  stat('balloon_disk_caches', 'stat-disk-caches', 'gauge', 'bytes', 'used to cache files'),
  stat('guest_swap_in', 'stat-swap-in', 'counter', 'bytes', 'swapped in'),
  stat('guest_swap_out', 'stat-swap-out', 'counter', 'bytes', 'swapped out'),
  stat('guest_major_faults', 'stat-major-faults', 'counter', 'count', 'page faults with I/O'),
  stat('guest_minor_faults', 'stat-minor-faults', 'counter', 'count', 'page faults without I/O'),
  stat('guest_htlb_pgalloc', 'stat-htlb-pgalloc', 'counter', 'count', 'huge pages that were had'),
  stat('guest_htlb_pgfail', 'stat-htlb-pgfail', 'counter', 'count', 'huge pages that could not be had'),
  stat('guest_oom_kills', 'stat-oom-kills', 'counter', 'count', 'processes killed for want of memory'),
  stat('guest_alloc_stalls', 'stat-alloc-stalls', 'counter', 'count', 'waits for memory'),
  stat('guest_async_scans', 'stat-async-scans', 'counter', 'count', 'pages looked at in the background'),
  stat('guest_direct_scans', 'stat-direct-scans', 'counter', 'count', 'pages looked at while a task waited'),
  stat('guest_async_reclaims', 'stat-async-reclaims', 'counter', 'count', 'pages freed in the background'),
  stat(
    'guest_direct_reclaims',
    'stat-direct-reclaims',
    'counter',
    'count',
    'pages freed while a task waited',
  ),
]);

function stat(
  name: string,
  key: string,
  kind: 'gauge' | 'counter',
  unit: string,
  what: string,
): Row<GuestSubject> {
  return [name, kind, unit, what, (subject) => freshReport(subject)?.supplied[key]];
}
