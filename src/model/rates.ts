import type { DiskCounters } from './disk.js';
import type { CpuTimes, HostDiskCounters } from './host-sample.js';
import type { ProcessIo } from './linux-sample.js';
import type { NetCounters } from './net-interface.js';

/** How fast each of some counters has grown, a second. `undefined`: one of the two figures is not known, or it stepped back. */
export type PerSecond<Counters> = { readonly [Name in keyof Counters]: number | undefined };

/** How a guest's counters have moved since the last sample of the same session. */
export interface GuestRates {
  /** Between the two looks at the process; `undefined` when there were none. */
  readonly processSeconds: number | undefined;
  /** Between QEMU's two answers. */
  readonly guestSeconds: number | undefined;
  /** The process's threads that both samples have. */
  readonly threads: readonly ThreadRates[] | undefined;
  readonly process: PerSecond<ProcessCounters> | undefined;
  readonly io: PerSecond<ProcessIo> | undefined;
  /** In the order of the sample's disks, by name. */
  readonly disks: readonly DiskRates[] | undefined;
  /** In the order of the snapshot's nics; `undefined` for a card without an interface on the host. */
  readonly nics: readonly (PerSecond<NetCounters> | undefined)[] | undefined;
}

/** What a thread did with its time. */
export interface ThreadRates {
  /** In QEMU's own pid namespace. */
  readonly id: number;
  /** `undefined` while QEMU has not told which threads are its vCPUs. */
  readonly role: 'vcpu' | 'iothread' | 'other' | undefined;
  /** The vCPU's index or the iothread's id. With TCG in one thread, the first vCPU of it. */
  readonly of: number | string | undefined;
  /** The share of the time in which it ran, 0 to 1. */
  readonly runRatio: number | undefined;
  /** The share in which it was ready and had to wait for a CPU: what the guest sees as stolen. */
  readonly waitRatio: number | undefined;
}

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

export interface DiskRates {
  readonly name: string;
  readonly perSecond: PerSecond<DiskCounters>;
  /** The mean time of an operation that ended in between, well or with an error; `undefined` when none did. */
  readonly readLatencySeconds: number | undefined;
  readonly writeLatencySeconds: number | undefined;
  readonly flushLatencySeconds: number | undefined;
  /** How many operations were under way on average (Little's law: the time of all of them by the time in between). */
  readonly queueDepth: number | undefined;
}

/** How a host's counters have moved between two samples. */
export interface HostRates {
  readonly overSeconds: number;
  /** Shares of the time of all CPUs, 0 to 1. */
  readonly cpu: PerSecond<CpuTimes> | undefined;
  readonly disks: readonly HostDiskRates[] | undefined;
  readonly nets: readonly HostNetRates[] | undefined;
  readonly swap: { readonly inBytes: number | undefined; readonly outBytes: number | undefined } | undefined;
}

export interface HostDiskRates {
  readonly name: string;
  readonly perSecond: PerSecond<HostDiskCounters>;
  /** How the number of I/Os in flight, which is a gauge, has changed: negative when it fell. */
  readonly inFlightChangePerSecond: number;
}

export interface HostNetRates {
  readonly name: string;
  readonly perSecond: PerSecond<NetCounters>;
}
