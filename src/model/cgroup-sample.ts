import type { Pressure } from './host-sample.js';

/**
 * The control group of a QEMU: its limits, and the usage of all its members. A limit is the one in force: the smallest of
 * the group's own and those of the groups above it, as far as they are visible.
 */
export interface CgroupSample {
  readonly version: 1 | 2;
  /** Below the mount of the hierarchy, e.g. `/machine.slice/vm1.scope`; in version 1 that of the memory controller. */
  readonly path: string;
  readonly cpu: CgroupCpu | undefined;
  readonly memory: CgroupMemory | undefined;
  readonly io: CgroupIo | undefined;
  /** pids.current and pids.max. */
  readonly tasks: { readonly current: number; readonly limit: number | undefined } | undefined;
  /** Version 2 only. */
  readonly pressure: Pressure | undefined;
  /** Whether QEMU is alone in the group and those below it: then its figures are the guest's. Only on request, as the next. */
  readonly isOwn?: boolean | undefined;
  /** Version 2 only. */
  readonly swapTraffic?: CgroupSwapTraffic | undefined;
}

/** What the members of a group have swapped since it exists, and what of that zswap keeps in memory now. */
export interface CgroupSwapTraffic {
  readonly inBytes: number;
  /** `undefined` on kernels that do not count it. */
  readonly outBytes: number | undefined;
  /** What is compressed, and the memory that it takes so; `undefined` without zswap. */
  readonly zswappedBytes?: number | undefined;
  readonly zswapBytes?: number | undefined;
}

/** cpu.max and cpu.stat; in version 1 cpu.cfs_*, cpu.stat and cpuacct.usage. */
export interface CgroupCpu {
  readonly usageSeconds: number | undefined;
  /** How many CPUs' time it may use; `undefined` without a limit. */
  readonly limitCores: number | undefined;
  /** cpu.weight (1 to 10000), or cpu.shares of version 1 (2 to 262144). */
  readonly weight: number | undefined;
  readonly periods: number | undefined;
  readonly throttledPeriods: number | undefined;
  readonly throttledSeconds: number | undefined;
}

/** memory.*; in version 1 also memory.memsw.*. */
export interface CgroupMemory {
  readonly usageBytes: number | undefined;
  /** memory.max; `undefined` without a limit. */
  readonly limitBytes: number | undefined;
  /** memory.high, above which the kernel slows the group down. */
  readonly highBytes: number | undefined;
  /** memory.min, which the kernel never takes away: the smallest of the group's own and those above it. Version 2 only. */
  readonly minBytes?: number | undefined;
  readonly swapUsageBytes: number | undefined;
  readonly swapLimitBytes: number | undefined;
  /** Members that the kernel has killed because the group ran out of memory. */
  readonly oomKills: number | undefined;
}

/** Sums over all devices: io.stat, or blkio.throttle.io_service* of version 1. */
export interface CgroupIo {
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly readOperations: number;
  readonly writeOperations: number;
}
