import type { PartFailure } from './qemu-sample.js';

/** Where a thread of a guest's QEMU runs, and how long it has. A figure is `undefined` where this host does not show it. */
export interface ThreadTimes {
  /** Its id on the host, as taskset(1) and chrt(1) take it; in QEMU's own pid namespace it may have another one. */
  readonly hostThreadId: number | undefined;
  /** The CPU of the host on which it ran last. */
  readonly hostCpu: number | undefined;
  /** In steps of 10 ms. */
  readonly userSeconds: number | undefined;
  readonly systemSeconds: number | undefined;
  /** Time on a CPU: exact by schedstat, else in steps of 10 ms. */
  readonly cpuNanoseconds: number | undefined;
  /** Time ready without a CPU, the second word of schedstat: libvirt's `delay`. */
  readonly waitNanoseconds: number | undefined;
  /** The same as the scheduler's wait_sum has it: libvirt's `wait`. Only while kernel.sched_schedstats is 1. */
  readonly waitSumNanoseconds: number | undefined;
  /** The CPUs on which it may run, of those that are online: Cpus_allowed_list of its status. */
  readonly affinity: readonly number[] | undefined;
  readonly policy: SchedulingPolicy | undefined;
  /** 1 to 99 with `fifo` and `rr`, else 0. */
  readonly realtimePriority: number | undefined;
}

/** sched(7); a number for one that is newer. */
export type SchedulingPolicy = 'other' | 'fifo' | 'rr' | 'batch' | 'idle' | 'deadline' | 'ext' | number;

/** A vCPU with its thread. */
export interface VcpuThread extends ThreadTimes {
  /** QEMU's cpu-index. Numbers may be missing, of vCPUs that were unplugged. */
  readonly number: number;
  /** In QEMU's own pid namespace. */
  readonly threadId: number;
  /** Whether its thread is that of other vCPUs too, as TCG has it with thread=single: the times are those of all together. */
  readonly sharesThread: boolean;
}

/** The vCPUs of a guest, in the order of their numbers. */
export interface VcpuThreads {
  readonly vcpus: readonly VcpuThread[];
  /** How many CPUs the host has, those that are switched off too. */
  readonly hostCpus: number | undefined;
  readonly failures: readonly PartFailure[];
}

/** An iothread, and how it polls. A member that this QEMU does not report is `undefined`. */
export interface IothreadInfo extends ThreadTimes {
  /** As given to -object. */
  readonly id: string;
  /** The digits of an id such as `iothread3`, which libvirt makes; of other ids, their place, counted from 1. */
  readonly number: number;
  /** In QEMU's own pid namespace. */
  readonly threadId: number;
  /** The longest time that it polls before it sleeps; 0: it does not poll. */
  readonly pollMaxNanoseconds: number | undefined;
  readonly pollGrow: number | undefined;
  readonly pollShrink: number | undefined;
  readonly aioMaxBatch: number | undefined;
  readonly pollWeight: number | undefined;
}

/** The number of an iothread; see {@link IothreadInfo.number}. @param at its place, counted from 0 */
export function iothreadNumber(id: string, at: number): number {
  const digits = /^iothread(\d{1,9})$/.exec(id)?.[1];
  return digits === undefined ? at + 1 : Number(digits);
}

/** The iothreads of a guest, in QEMU's order. */
export interface IothreadInfos {
  readonly iothreads: readonly IothreadInfo[];
  readonly failures: readonly PartFailure[];
}

/** A thread of QEMU that is neither a vCPU nor an iothread: the main loop, and workers, which come and go. */
export interface EmulatorThread extends ThreadTimes {
  readonly hostThreadId: number;
  /** Its name, such as `worker` with -name debug-threads=on. */
  readonly name: string;
}
