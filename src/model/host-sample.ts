import type { NetCounters } from './net-interface.js';
import type { PartFailure } from './qemu-sample.js';

/** What Linux reports of a whole host at one time. A part is `undefined` when it is absent, or hidden from this user. */
export interface HostSample {
  /** When it was read, by a monotonic clock: for the time between two samples. */
  readonly monotonicSeconds: number;
  /** The host's name, as in uname(2). */
  readonly name: string | undefined;
  /** The machine's UUID by its firmware (DMI); readable by root only. */
  readonly uuid: string | undefined;
  /** Its model and maker, likewise; `undefined` in a container. */
  readonly product?: string | undefined;
  readonly vendor?: string | undefined;
  readonly cpu: HostCpu | undefined;
  /** /proc/meminfo by its own names, e.g. `MemTotal`: sizes in bytes, the HugePages_* as counts. */
  readonly memory: { readonly [name: string]: number } | undefined;
  readonly swap: SwapTraffic | undefined;
  /** Every block device, partitions included. */
  readonly disks: readonly HostDisk[] | undefined;
  /** Every network interface of qgauge's network namespace. */
  readonly nets: readonly HostNet[] | undefined;
  readonly pressure: Pressure | undefined;
  readonly hugepages: readonly HugepagePool[] | undefined;
  readonly ksm: Ksm | undefined;
  /** The parts that exist and could not be read, with the reason. */
  readonly failures?: readonly PartFailure[] | undefined;
}

/** The CPUs of a host. */
export interface HostCpu {
  /** CPUs that are online. */
  readonly cores: number;
  /** Over all CPUs since boot: the line `cpu` of /proc/stat. */
  readonly times: CpuTimes;
  /** Means over the CPUs; `undefined` when the host reports no frequencies. */
  readonly currentHertz: number | undefined;
  readonly minimumHertz: number | undefined;
  readonly maximumHertz: number | undefined;
  /** What the maker promises for all cores at a time: neither the turbo nor the present frequency where a better one is known. */
  readonly nominalHertz?: number | undefined;
  readonly topology?: CpuTopology | undefined;
}

/** How the CPUs that are online form cores and packages. */
export interface CpuTopology {
  readonly packages: number;
  /** Of all packages, without their threads. */
  readonly cores: number;
  readonly threads: number;
  readonly coresPerPackage: number;
}

/**
 * Seconds of all CPUs together since boot, as proc_stat(5) names them; `user` has `guest` in it, and `nice`
 * `guestNice`.
 */
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

/** A block device of the host. */
export interface HostDisk {
  /** e.g. `sda`, `nvme0n1p1`, `dm-0`. */
  readonly name: string;
  /** Neither a part of another device nor made of others: a sum over physical devices counts nothing twice. */
  readonly isPhysical: boolean;
  readonly counters: HostDiskCounters;
  /** I/Os in flight now. */
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
  /** The same, weighted by the number of I/Os in flight. */
  readonly weightedMilliseconds: number;
}

/** A network interface of the host. */
export interface HostNet {
  readonly name: string;
  /** Backed by a device: not a bridge, a tap, or any other interface in software. */
  readonly isPhysical: boolean;
  /** `undefined` without a link, and for interfaces without a speed. */
  readonly bitsPerSecond: number | undefined;
  readonly counters: NetCounters;
}

/** Pressure stall information (the kernel's psi document): how long tasks waited for each resource. */
export interface Pressure {
  readonly cpu: PressureOf | undefined;
  readonly io: PressureOf | undefined;
  readonly memory: PressureOf | undefined;
}

/** The pressure on one resource: some tasks waited, or all of them. */
export interface PressureOf {
  readonly some: Stall;
  /** `undefined` for the CPU before Linux 5.13. */
  readonly full: Stall | undefined;
}

/** How long tasks waited. */
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

/** /sys/kernel/mm/ksm: the merging of equal pages (the kernel's ksm document). Counts are pages. */
export interface Ksm {
  readonly isRunning: boolean;
  readonly pagesShared: number;
  /** How many more pages use a shared one: the pages that are saved. */
  readonly pagesSharing: number;
  readonly pagesUnshared: number;
  readonly pagesVolatile: number;
  readonly fullScans: number;
  /** The size of a page; `undefined` when the kernel does not show it. */
  readonly pageBytes?: number | undefined;
}
