/** What a statistic of the balloon is: so much at a moment, or counted since the guest's start; in bytes, or a number. */
export interface BalloonStat {
  readonly kind: 'gauge' | 'counter';
  readonly unit: 'bytes' | 'count';
}

const BYTES: BalloonStat = { kind: 'gauge', unit: 'bytes' };
const SWAPPED: BalloonStat = { kind: 'counter', unit: 'bytes' };
const COUNTED: BalloonStat = { kind: 'counter', unit: 'count' };

/** Those that QEMU knows up to 11.1 (virtio 1.3, section 5.5.6.4), in the order in which people ask for them. */
const STATS: ReadonlyMap<string, BalloonStat> = new Map([
  ['stat-total-memory', BYTES],
  ['stat-available-memory', BYTES],
  ['stat-free-memory', BYTES],
  ['stat-disk-caches', BYTES],
  ['stat-swap-in', SWAPPED],
  ['stat-swap-out', SWAPPED],
  ['stat-major-faults', COUNTED],
  ['stat-minor-faults', COUNTED],
  ['stat-htlb-pgalloc', COUNTED],
  ['stat-htlb-pgfail', COUNTED],
  ['stat-oom-kills', COUNTED],
  ['stat-alloc-stalls', COUNTED],
  ['stat-async-scans', COUNTED],
  ['stat-direct-scans', COUNTED],
  ['stat-async-reclaims', COUNTED],
  ['stat-direct-reclaims', COUNTED],
]);

const KNOWN = [...STATS.keys()];
const UNKNOWN: BalloonStat = { kind: 'gauge', unit: 'count' };

/** What a statistic is; of one that a later QEMU has, it is not known that it only grows, nor that it is bytes. */
export function balloonStat(stat: string): BalloonStat {
  return STATS.get(stat) ?? UNKNOWN;
}

/** The same names in a fixed order: QEMU's own is that of a hash. Unknown ones come last, by name. */
export function orderStats(stats: Iterable<string>): readonly string[] {
  const rank = (stat: string) => (STATS.has(stat) ? KNOWN.indexOf(stat) : KNOWN.length);
  return [...new Set(stats)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
