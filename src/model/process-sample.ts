/** What Linux knows of a QEMU process. `undefined` is what this user may not read, or this kernel does not have. */
export interface ProcessSample {
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
  /** As the process itself knows them: in a pid namespace of its own they are other ones than the host's. */
  readonly threadIds: readonly number[];
  readonly io: ProcessIo | undefined;
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
