/** /proc/PID/task/TID/sched (kernel/sched/debug.c), as far as a kernel prints it. */
export interface Sched {
  /** How often the thread was moved from one CPU to another. */
  readonly migrations: number | undefined;
  /** Time ready without a CPU; only while kernel.sched_schedstats is 1. */
  readonly waitSumNanoseconds: number | undefined;
}

/**
 * Parses `se.nr_migrations                             :                   42` and
 * `wait_sum                                     :           12.345678` (milliseconds; before Linux 5.16
 * `se.statistics.wait_sum`).
 */
export function parseSched(text: string): Sched {
  const milliseconds = figure(text, '(?:se\\.statistics\\.)?wait_sum', '\\d+\\.\\d+');
  return {
    migrations: figure(text, 'se\\.nr_migrations', '\\d+'),
    waitSumNanoseconds: milliseconds === undefined ? undefined : Math.round(milliseconds * 1e6),
  };
}

function figure(text: string, key: string, pattern: string): number | undefined {
  // The name of the thread, which it chooses itself, is in the first line.
  const value = new RegExp(`\\n${key} *: *(${pattern})\\n`).exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
}
