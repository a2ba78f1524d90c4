/** /proc/PID/task/TID/schedstat (the kernel's sched-stats document): a thread's time since it began. */
export interface SchedStat {
  readonly runNanoseconds: number;
  /** Was ready to run, and had no CPU. */
  readonly waitNanoseconds: number;
}

/**
 * Parses `1843728111 30217 95`: run, waited, and how often it was put on a CPU.
 *
 * `undefined` for anything else, and for `0 0 0`: so says a kernel that does not count. A thread that runs is
 * behind by up to a tick of the scheduler.
 */
export function parseSchedStat(text: string): SchedStat | undefined {
  const [, run, wait, slices] = /^(\d+) (\d+) (\d+)\n?$/.exec(text) ?? [];
  if (run === undefined || wait === undefined) return undefined;
  const times = { runNanoseconds: Number(run), waitNanoseconds: Number(wait) };
  const isCounted = times.runNanoseconds > 0 || times.waitNanoseconds > 0 || Number(slices) > 0;
  return isCounted ? times : undefined;
}
