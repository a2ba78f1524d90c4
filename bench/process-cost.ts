import { readFileSync } from 'node:fs';

/** What a process has cost until now. */
export interface ProcessCost {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  readonly atMs: number;
}

/** Reads it from /proc/PID/stat, in steps of 10 ms of CPU time. */
export function readProcessCost(pid: number | undefined): ProcessCost {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = Number.NaN, system = Number.NaN] = fields.slice(11, 13);
  const pages = fields[21] ?? Number.NaN;
  return { cpuSeconds: (user + system) / 100, rssBytes: pages * 4096, atMs: performance.now() };
}

/** The CPU time between two readings, in percent of a core. */
export function cpuPercent(before: ProcessCost, after: ProcessCost): number {
  return ((after.cpuSeconds - before.cpuSeconds) / (after.atMs - before.atMs)) * 100_000;
}
