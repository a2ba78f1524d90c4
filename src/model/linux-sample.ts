/** What Linux knows of a QEMU process. `undefined` is what this user may not read, or this kernel does not have. */
export interface LinuxSample {
  readonly pid: number;
  /** Clock ticks after boot; with the pid this names the process for good. */
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
  readonly rssBytes: number | undefined;
  /** Sums over all threads that live now. */
  readonly voluntarySwitches: number | undefined;
  readonly involuntarySwitches: number | undefined;
  readonly threads: readonly ThreadSample[];
  readonly io: ProcessIo | undefined;
  /** When it was read, by a clock that is never set; `undefined` in a single look, which is compared with nothing. */
  readonly monotonicSeconds?: number | undefined;
  readonly childMinorFaults?: number | undefined;
  readonly childMajorFaults?: number | undefined;
  /** Waited for block devices; `undefined` where the kernel does not count it (kernel.task_delayacct). */
  readonly blockIoDelaySeconds?: number | undefined;
  /** VmSwap. */
  readonly swapBytes?: number | undefined;
  /** HugetlbPages. */
  readonly hugetlbBytes?: number | undefined;
  /** Pages of it that KSM has merged; kernels before 6.1 do not tell. */
  readonly ksmMergedPages?: number | undefined;
  /** Bytes on each NUMA node, by its number; only where it was asked for: the kernel walks every page of the process. */
  readonly numaBytes?: { readonly [node: string]: number } | undefined;
}

export interface ThreadSample {
  /** As the process itself knows it: in a pid namespace of its own it is another one than the host's. */
  readonly id: number;
  /** What the thread calls itself, e.g. `CPU 0/KVM` with -name debug-threads=on. */
  readonly name: string | undefined;
  /** The state letter of proc_pid_stat(5). */
  readonly state: string | undefined;
  /** /proc/PID/task/TID/schedstat: has run, and has been ready without a CPU, nanoseconds. Not read in a single look. */
  readonly runNanoseconds: number | undefined;
  readonly waitNanoseconds: number | undefined;
}

/** /proc/PID/io, all since the process's start. */
export interface ProcessIo {
  readonly readChars: number;
  readonly writtenChars: number;
  readonly readCalls: number;
  readonly writeCalls: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly cancelledWriteBytes: number;
}
