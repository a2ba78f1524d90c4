import { isAtLeast, type QemuVersion } from '../qapi/versions.js';

/** The keys of guest-stats that a version has. It always shows all of them. */
export function statKeys(version: QemuVersion): readonly string[] {
  return isAtLeast(version, '9.2') ? [...KEYS, ...KEYS_SINCE_9_2] : KEYS;
}

/** In the order of QEMU's list, which decides the order in which two keys of one hash bucket are printed. */
const KEYS = [
  'stat-swap-in',
  'stat-swap-out',
  'stat-major-faults',
  'stat-minor-faults',
  'stat-free-memory',
  'stat-total-memory',
  'stat-available-memory',
  'stat-disk-caches',
  'stat-htlb-pgalloc',
  'stat-htlb-pgfail',
];

/** A Linux driver supplies these since 6.12. */
const KEYS_SINCE_9_2 = [
  'stat-oom-kills',
  'stat-alloc-stalls',
  'stat-async-scans',
  'stat-direct-scans',
  'stat-async-reclaims',
  'stat-direct-reclaims',
];
