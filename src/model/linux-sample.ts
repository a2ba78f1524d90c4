import type { RamSample } from './ram-sample.js';

/**
 * What Linux reports of a QEMU process. A figure is `undefined` when this user may not read it, or this kernel lacks
 * it.
 */
export interface LinuxSample {
  readonly pid: number;
  /** Clock ticks after boot; with the pid it identifies the process for good. */
  readonly startTicks: number;
  /** The state letter of proc_pid_stat(5): R, S, D, T (stopped), Z and so on. */
  readonly state: string;
  readonly elapsedSeconds: number;
  readonly userSeconds: number;
  readonly systemSeconds: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
  readonly priority: number;
  readonly nice: number;
  readonly virtualBytes: number;
  /** Resident memory: VmRSS, in which anonymous, file and shared pages are, and HugetlbPages, which it leaves out. */
  readonly rssBytes: number | undefined;
  /** Sums over all present threads. */
  readonly voluntarySwitches: number | undefined;
  readonly involuntarySwitches: number | undefined;
  readonly threads: readonly ThreadSample[];
  readonly io: ProcessIo | undefined;
  /** When it was read, by a monotonic clock; `undefined` in a single snapshot, which is compared to nothing. */
  readonly monotonicSeconds?: number | undefined;
  readonly childMinorFaults?: number | undefined;
  readonly childMajorFaults?: number | undefined;
  /** Time spent waiting for block devices; `undefined` when the kernel does not count it (kernel.task_delayacct). */
  readonly blockIoDelaySeconds?: number | undefined;
  /** VmSwap. */
  readonly swapBytes?: number | undefined;
  /** HugetlbPages: a part of `rssBytes`. */
  readonly hugetlbBytes?: number | undefined;
  /** Pages that KSM has merged; `undefined` before Linux 6.1. */
  readonly ksmMergedPages?: number | undefined;
  /** Bytes on each NUMA node, by its number; only on request, since the kernel walks every page of the process. */
  readonly numaBytes?: { readonly [node: string]: number } | undefined;
  /** Only on request, for the same reason. */
  readonly ram?: RamSample | undefined;
}

/** A thread of a QEMU process. */
export interface ThreadSample {
  /** In the process's own pid namespace, where it may differ from the host's. */
  readonly id: number;
  /** Its name, e.g. `CPU 0/KVM` with -name debug-threads=on. */
  readonly name: string | undefined;
  /** The state letter of proc_pid_stat(5). */
  readonly state: string | undefined;
  /** /proc/PID/task/TID/schedstat: time on a CPU, and time ready without one. `undefined` in a single snapshot. */
  readonly runNanoseconds: number | undefined;
  readonly waitNanoseconds: number | undefined;
}

/** /proc/PID/io, since the process's start. */
export interface ProcessIo {
  readonly readChars: number;
  readonly writtenChars: number;
  readonly readCalls: number;
  readonly writeCalls: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly cancelledWriteBytes: number;
}
