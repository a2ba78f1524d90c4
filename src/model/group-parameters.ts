import type { PartFailure } from './qemu-sample.js';

/** Null: no limit. `undefined`: unknown, with the reason in `failures`. */
export type Limit = number | null | undefined;

/** The control group of a guest's process on which one controller acts. */
export interface GuestGroup {
  readonly version: 1 | 2;
  /** Below the mount of its hierarchy, e.g. `/machine.slice/vm1.scope`; `/` for the root, which has no limits. */
  readonly path: string;
  /**
   * Whether no other process is in it, or in a group below it: only then does a limit hit the guest alone. `undefined` when
   * its members cannot be seen from here.
   */
  readonly isExclusive: boolean | undefined;
  /** Whether all threads of the process are in it: version 1 may have them in several, as libvirt does with vCPUs. */
  readonly hasAllThreads: boolean;
}

/** What a control group sets. These are the group's own figures: a group above it may set less. */
export interface GroupParameters {
  /** `undefined` when no hierarchy with the controller is visible. */
  readonly group: GuestGroup | undefined;
  readonly failures: readonly PartFailure[];
}

/** How the kernel divides CPU time: cpu.*. */
export interface SchedulerParameters extends GroupParameters {
  /** In version 1 cpu.shares, 2 to 262144 (default 1024); in version 2 cpu.weight, 1 to 10000 (default 100). */
  readonly weight: number | undefined;
  /** cpu.cfs_period_us; the second word of cpu.max. */
  readonly periodSeconds: number | undefined;
  /** CPU time in each period: cpu.cfs_quota_us; the first word of cpu.max. */
  readonly quotaSeconds: Limit;
}

/** memory.*. */
export interface MemoryParameters extends GroupParameters {
  /** memory.limit_in_bytes; memory.max. Beyond it the kernel kills. */
  readonly hardLimitBytes: Limit;
  /** memory.soft_limit_in_bytes; memory.high. Beyond it the kernel takes pages back. */
  readonly softLimitBytes: Limit;
  /** memory.low of version 2, from which the kernel takes no pages back; null: all are kept. */
  readonly minGuaranteeBytes: Limit;
  /** memory.memsw.limit_in_bytes; memory.swap.max. */
  readonly swapHardLimitBytes: Limit;
  /** What that limits: version 1 memory and swap together, version 2 swap alone. */
  readonly swapHardLimitCovers: 'memory and swap' | 'swap' | undefined;
}

/** blkio.*; in version 2 io.*. */
export interface BlkioParameters extends GroupParameters {
  /** For devices without one of their own: blkio.bfq.weight or blkio.weight; io.bfq.weight or io.weight. */
  readonly weight: number | undefined;
  /** The devices with a weight or limit of their own. */
  readonly devices: readonly BlkioDevice[];
}

/** The share of one device of the host. */
export interface BlkioDevice {
  /** e.g. `/dev/sda`, by /sys/dev/block; `undefined` when there is no such device any more. */
  readonly path: string | undefined;
  /** Major and minor number, e.g. `8:0`. */
  readonly number: string;
  /** `undefined` when the group's weight counts. */
  readonly weight: number | undefined;
  readonly readBytesPerSecond: Limit;
  readonly writeBytesPerSecond: Limit;
  readonly readOperationsPerSecond: Limit;
  readonly writeOperationsPerSecond: Limit;
}
