import type { NetCounters } from './net-interface.js';
import type { PartFailure } from './qemu-sample.js';

/** What Linux says of a whole host at one time. A part that is `undefined` is not there, or not for this user. */
export interface HostSample {
  /** When it was read, by a clock that is never set: what lies between two samples is the time between them. */
  readonly monotonicSeconds: number;
  /** The host's name, as uname(2) has it. */
  readonly name: string | undefined;
  /** The machine's UUID by its firmware (DMI); root may read it. */
  readonly uuid: string | undefined;
  readonly cpu: HostCpu | undefined;
  /** /proc/meminfo by its own names, e.g. `MemTotal`: sizes in bytes, the HugePages_* as counts. */
  readonly memory: { readonly [name: string]: number } | undefined;
  readonly swap: SwapTraffic | undefined;
  /** Every block device, partitions included. */
  readonly disks: readonly HostDisk[] | undefined;
  /** Every network interface of our network namespace. */
  readonly nets: readonly HostNet[] | undefined;
  readonly pressure: Pressure | undefined;
  readonly hugepages: readonly HugepagePool[] | undefined;
  readonly ksm: Ksm | undefined;
  /** Why a part is missing that is there, and could not be read. */
  readonly failures?: readonly PartFailure[] | undefined;
}

export interface HostCpu {
  /** CPUs that are online. */
  readonly cores: number;
  /** Over all CPUs since boot: the line `cpu` of /proc/stat. */
  readonly times: CpuTimes;
  /** Means over the CPUs; `undefined` where the host tells no frequencies. */
  readonly currentHertz: number | undefined;
  readonly minimumHertz: number | undefined;
  readonly maximumHertz: number | undefined;
}

/** Seconds of all CPUs together since boot, as proc_stat(5) names them; `user` has `guest` in it, and `nice` `guestNice`. */
export interface CpuTimes {
  readonly user: number;
  readonly nice: number;
  readonly system: number;
  readonly idle: number;
  readonly iowait: number;
  readonly irq: number;
  readonly softirq: number;
  readonly steal: number;
  readonly guest: number;
  readonly guestNice: number;
}

/** /proc/vmstat: what was swapped since boot. */
export interface SwapTraffic {
  readonly inBytes: number;
  readonly outBytes: number;
}

export interface HostDisk {
  /** e.g. `sda`, `nvme0n1p1`, `dm-0`. */
  readonly name: string;
  /** A device of its own, neither a part of another nor made of others: the sum over these counts nothing twice. */
  readonly isPhysical: boolean;
  readonly counters: HostDiskCounters;
  /** I/Os in flight: a gauge. */
  readonly inFlight: number;
}

/** The kernel's iostats document: since boot. The times wrap at 2^32 milliseconds. */
export interface HostDiskCounters {
  readonly reads: number;
  readonly readsMerged: number;
  readonly sectorsRead: number;
  readonly readMilliseconds: number;
  readonly writes: number;
  readonly writesMerged: number;
  readonly sectorsWritten: number;
  readonly writeMilliseconds: number;
  /** While at least one I/O was in flight. */
  readonly busyMilliseconds: number;
  /** Summed over the I/Os in flight. */
  readonly weightedMilliseconds: number;
}

export interface HostNet {
  readonly name: string;
  /** It has a device of its own: neither a bridge, nor a tap, nor any other that lives in software alone. */
  readonly isPhysical: boolean;
  /** `undefined` while there is no link, and for interfaces that have no speed. */
  readonly bitsPerSecond: number | undefined;
  readonly counters: NetCounters;
}

/** Pressure stall information (the kernel's psi document): who had to wait, and for what. */
export interface Pressure {
  readonly cpu: PressureOf | undefined;
  readonly io: PressureOf | undefined;
  readonly memory: PressureOf | undefined;
}

export interface PressureOf {
  readonly some: Stall;
  /** Kernels before 5.13 have none for the CPU. */
  readonly full: Stall | undefined;
}

export interface Stall {
  /** Shares of the time in percent, as the kernel averages them over 10, 60 and 300 seconds. */
  readonly avg10: number;
  readonly avg60: number;
  readonly avg300: number;
  readonly totalMicroseconds: number;
}

/** /sys/kernel/mm/hugepages/hugepages-*kB. */
export interface HugepagePool {
  readonly pageBytes: number;
  readonly total: number;
  readonly free: number;
  readonly reserved: number;
  readonly surplus: number;
}

/** /sys/kernel/mm/ksm: same pages that are kept once (the kernel's ksm document). Pages, and whether it runs. */
export interface Ksm {
  readonly isRunning: boolean;
  readonly pagesShared: number;
  /** What is saved: so many more pages use a shared one. */
  readonly pagesSharing: number;
  readonly pagesUnshared: number;
  readonly pagesVolatile: number;
  readonly fullScans: number;
}
