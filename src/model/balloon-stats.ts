/** The kind of a balloon statistic: a present value, or a count since the guest's start. */
export interface BalloonStat {
  readonly kind: 'gauge' | 'counter';
  readonly unit: 'bytes' | 'count';
}

const BYTES: BalloonStat = { kind: 'gauge', unit: 'bytes' };
const SWAPPED: BalloonStat = { kind: 'counter', unit: 'bytes' };
const COUNTED: BalloonStat = { kind: 'counter', unit: 'count' };

/** The statistics that QEMU knows up to 11.1 (virtio 1.3, section 5.5.6.4), the most wanted first. */
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

const RANKS: ReadonlyMap<string, number> = new Map([...STATS.keys()].map((stat, rank) => [stat, rank]));
const UNKNOWN: BalloonStat = { kind: 'gauge', unit: 'count' };

/** The kind of a statistic. One that only a later QEMU has is taken for a gauge and a plain number. */
export function balloonStat(stat: string): BalloonStat {
  return STATS.get(stat) ?? UNKNOWN;
}

/** Sorts names of statistics into a fixed order, since QEMU's is that of a hash table; unknown ones come last, by name. */
export function orderStats(stats: Iterable<string>): readonly string[] {
  const rank = (stat: string) => RANKS.get(stat) ?? RANKS.size;
  return [...new Set(stats)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
