import type { DiskCounters } from './disk.js';
import type { CpuTimes, HostDiskCounters } from './host-sample.js';
import type { ProcessIo } from './linux-sample.js';
import type { NetCounters } from './net-interface.js';

/** The growth of counters per second. `undefined`: one of the two values is unknown, or the counter stepped back. */
export type PerSecond<Counters> = { readonly [Name in keyof Counters]: number | undefined };

/** The growth of a balloon report's counters per second, by QEMU's names, e.g. `stat-swap-in`. */
export type ReportRates = { readonly [stat: string]: number | undefined };

/** How a guest's counters have changed since the last sample of the same session. */
export interface GuestRates {
  /** Between the two samples of the process; `undefined` when one is missing. */
  readonly processSeconds: number | undefined;
  /** Between the two replies of QEMU; `undefined` when one is missing. */
  readonly guestSeconds: number | undefined;
  /** The threads of the process that are in both samples. */
  readonly threads: readonly ThreadRates[] | undefined;
  readonly process: PerSecond<ProcessCounters> | undefined;
  readonly io: PerSecond<ProcessIo> | undefined;
  /** In the order of the sample's disks, by name. */
  readonly disks: readonly DiskRates[] | undefined;
  /** In the order of the snapshot's nics; `undefined` for a card without an interface on the host. */
  readonly nics: readonly (PerSecond<NetCounters> | undefined)[] | undefined;
  /** The counters of its balloon, between its last two reports. */
  readonly report?: ReportRates | undefined;
  /** The control group of its QEMU, while that stays the same. */
  readonly cgroup?: PerSecond<CgroupCounters> | undefined;
}

/** The counters of a control group, all its members together. */
export interface CgroupCounters {
  readonly usageSeconds: number;
  readonly periods: number;
  readonly throttledPeriods: number;
  readonly throttledSeconds: number;
}

/** How a thread spent its time. */
export interface ThreadRates {
  /** In QEMU's own pid namespace. */
  readonly id: number;
  /** `undefined` until QEMU has reported which threads are its vCPUs. */
  readonly role: 'vcpu' | 'iothread' | 'other' | undefined;
  /** The index of the vCPU or the id of the iothread. With TCG in a single thread, its first vCPU. */
  readonly of: number | string | undefined;
  /** The share of the time in which it was on a CPU, 0 to 1. */
  readonly runRatio: number | undefined;
  /** The share in which it was ready and waited for a CPU: the guest's steal time. */
  readonly waitRatio: number | undefined;
}

/** The counters of a process. */
export interface ProcessCounters {
  readonly userSeconds: number;
  readonly systemSeconds: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
  readonly childMinorFaults: number;
  readonly childMajorFaults: number;
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
  readonly blockIoDelaySeconds: number;
}

/** How a disk of a guest was used. */
export interface DiskRates {
  readonly name: string;
  readonly perSecond: PerSecond<DiskCounters>;
  /** The mean time of the operations that ended in between, also with an error; `undefined` when none did. */
  readonly readLatencySeconds: number | undefined;
  readonly writeLatencySeconds: number | undefined;
  readonly flushLatencySeconds: number | undefined;
  /** The mean number of operations in progress (Little's law: the time of all of them over the time in between). */
  readonly queueDepth: number | undefined;
}

/** How a host's counters have changed between two samples. */
export interface HostRates {
  readonly overSeconds: number;
  /** Shares of the time of all CPUs, 0 to 1. */
  readonly cpu: PerSecond<CpuTimes> | undefined;
  readonly disks: readonly HostDiskRates[] | undefined;
  readonly nets: readonly HostNetRates[] | undefined;
  readonly swap: { readonly inBytes: number | undefined; readonly outBytes: number | undefined } | undefined;
}

/** How a block device of the host was used. */
export interface HostDiskRates {
  readonly name: string;
  readonly perSecond: PerSecond<HostDiskCounters>;
  /** The change of the number of I/Os in flight; negative when it fell. */
  readonly inFlightChangePerSecond: number;
}

/** The traffic of an interface of the host. */
export interface HostNetRates {
  readonly name: string;
  readonly perSecond: PerSecond<NetCounters>;
}
