import { isAtLeast, type QemuVersion } from '../qapi/versions.js';

/** The keys of guest-stats that a build knows, all of which it always shows. */
export function statKeys(version: QemuVersion): readonly string[] {
  return isAtLeast(version, '9.2') ? [...KEYS, ...KEYS_SINCE_9_2] : KEYS;
}

/** In the order of QEMU's list, which decides how its dictionary prints two keys of one bucket. */
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

/** A Linux driver supplies these from 6.12 on; the guest here is older, and a test may set them. */
const KEYS_SINCE_9_2 = [
  'stat-oom-kills',
  'stat-alloc-stalls',
  'stat-async-scans',
  'stat-direct-scans',
  'stat-async-reclaims',
  'stat-direct-reclaims',
];
