import type { PerfEvent } from '../model/perf-events.js';
import { readProcStat } from './proc-stat.js';
import { readTasks, type Task } from './proc-tasks.js';

/** The events that /proc counts as well as perf does. */
export const PROC_EVENTS = [
  'task_clock',
  'page_faults',
  'context_switches',
  'cpu_migrations',
  'page_faults_min',
  'page_faults_maj',
] as const satisfies readonly PerfEvent[];

/** What a process has done since its start. */
export interface ProcCounters {
  readonly minorFaults: number;
  readonly majorFaults: number;
  readonly tasks: ReadonlyMap<number, Task>;
}

/** Reads /proc/PID/stat, and the counters of its threads; `undefined` when it has ended. */
export function readProcCounters(procRoot: string, pid: number): ProcCounters | undefined {
  const stat = readProcStat(procRoot, pid);
  if (stat === undefined) return undefined;
  const tasks = readTasks(procRoot, pid, undefined).map((task) => [task.hostThreadId, task] as const);
  return { minorFaults: stat.minorFaults, majorFaults: stat.majorFaults, tasks: new Map(tasks) };
}

/** What a process has done between two readings. What a thread did that has ended meanwhile is lost. */
export function countBetween(
  before: ProcCounters,
  after: ProcCounters,
): { readonly [Event in (typeof PROC_EVENTS)[number]]: number | undefined } {
  const minor = after.minorFaults - before.minorFaults;
  const major = after.majorFaults - before.majorFaults;
  const sum = (figure: (task: Task) => number | undefined) => sumOfSteps(before, after, figure);
  return {
    task_clock: sum(({ times }) => times.cpuNanoseconds),
    page_faults: minor + major,
    context_switches: sum(({ switches }) => switches),
    cpu_migrations: sum(({ migrations }) => migrations),
    page_faults_min: minor,
    page_faults_maj: major,
  };
}

/** `undefined` when a thread has no such figure. */
function sumOfSteps(
  before: ProcCounters,
  after: ProcCounters,
  figure: (task: Task) => number | undefined,
): number | undefined {
  let sum = 0;
  for (const [tid, task] of after.tasks) {
    const now = figure(task);
    if (now === undefined) return undefined;
    const earlier = before.tasks.get(tid);
    // A thread of the same id that began meanwhile counts from nothing, and so would go back.
    sum += Math.max(0, now - ((earlier && figure(earlier)) ?? 0));
  }
  return sum;
}
