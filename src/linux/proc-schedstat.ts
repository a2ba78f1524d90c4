/** /proc/PID/task/TID/schedstat (the kernel's sched-stats document): the times of a thread since its start. */
export interface SchedStat {
  readonly runNanoseconds: number;
  /** Ready to run, without a CPU. */
  readonly waitNanoseconds: number;
}

/**
 * Parses `1843728111 30217 95`: time run, time waited, and how often it was put on a CPU.
 *
 * `undefined` for anything else, and for `0 0 0`, which a kernel prints that does not count. The times of a running thread
 * lag by up to a tick of the scheduler.
 */
export function parseSchedStat(text: string): SchedStat | undefined {
  const [, run, wait, slices] = /^(\d+) (\d+) (\d+)\n?$/.exec(text) ?? [];
  if (run === undefined || wait === undefined) return undefined;
  const times = { runNanoseconds: Number(run), waitNanoseconds: Number(wait) };
  const isCounted = times.runNanoseconds > 0 || times.waitNanoseconds > 0 || Number(slices) > 0;
  return isCounted ? times : undefined;
}
