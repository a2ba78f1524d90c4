import type { PartFailure } from './qemu-sample.js';

/**
 * What the guest's balloon driver last reported of its memory, and what QEMU uses of the host's. What the driver does not
 * supply is `undefined`.
 */
export interface MemoryStats {
  /** What the guest may use now: query-balloon. */
  readonly actualBytes: number | undefined;
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
