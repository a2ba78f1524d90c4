import { asCount } from '../support/decode.js';
import type { BalloonReport } from './balloon.js';
import type { PartFailure } from './qemu-sample.js';

/** The statistics of a balloon's report. What the driver does not supply is `undefined`. */
export interface ReportedMemory {
  readonly swapInBytes: number | undefined;
  readonly swapOutBytes: number | undefined;
  readonly majorFaults: number | undefined;
  readonly minorFaults: number | undefined;
  /** Used for nothing; libvirt's `unused`. */
  readonly freeBytes: number | undefined;
  /** All that the guest's kernel has; libvirt's `available`. */
  readonly totalBytes: number | undefined;
  /** What programs could get without swapping; libvirt's `usable`. */
  readonly availableBytes: number | undefined;
  readonly diskCachesBytes: number | undefined;
  readonly hugetlbAllocations: number | undefined;
  readonly hugetlbFailures: number | undefined;
  /** From here on: since QEMU 9.2 and Linux 6.12. */
  readonly oomKills: number | undefined;
  readonly allocationStalls: number | undefined;
  readonly asyncScans: number | undefined;
  readonly directScans: number | undefined;
  readonly asyncReclaims: number | undefined;
  readonly directReclaims: number | undefined;
}

/**
 * What the guest's balloon driver last reported of its memory, and what QEMU uses of the host's. What the driver does not
 * supply is `undefined`.
 */
export interface MemoryStats extends ReportedMemory {
  /** What the guest may use now: query-balloon. */
  readonly actualBytes: number | undefined;
  /** When the report arrived, by the host's clock, seconds since the epoch. */
  readonly lastUpdateSeconds: number | undefined;
  /** How old the report is. */
  readonly ageSeconds: number | undefined;
  /** How often QEMU asks the driver; null: it does not. */
  readonly intervalSeconds: number | null | undefined;
  /** What QEMU's process has in the host's memory, without huge pages. */
  readonly rssBytes: number | undefined;
  readonly failures: readonly PartFailure[];
}

/** What a report of the balloon says of the guest's memory. */
export function reportedMemory(report: BalloonReport | undefined): ReportedMemory {
  const stat = (name: string) => asCount(report?.supplied[`stat-${name}`]);
  return {
    swapInBytes: stat('swap-in'),
    swapOutBytes: stat('swap-out'),
    majorFaults: stat('major-faults'),
    minorFaults: stat('minor-faults'),
    freeBytes: stat('free-memory'),
    totalBytes: stat('total-memory'),
    availableBytes: stat('available-memory'),
    diskCachesBytes: stat('disk-caches'),
    hugetlbAllocations: stat('htlb-pgalloc'),
    hugetlbFailures: stat('htlb-pgfail'),
    oomKills: stat('oom-kills'),
    allocationStalls: stat('alloc-stalls'),
    asyncScans: stat('async-scans'),
    directScans: stat('direct-scans'),
    asyncReclaims: stat('async-reclaims'),
    directReclaims: stat('direct-reclaims'),
  };
}
