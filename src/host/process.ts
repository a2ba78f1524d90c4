import type { ProcessSample } from '../model/process-sample.js';
import { readProcIo } from './proc-io.js';
import { readProcStat, TICKS_PER_SECOND } from './proc-stat.js';
import { readThreads } from './proc-status.js';
import { readUptimeSeconds } from './uptime.js';

/** Reads everything that /proc knows of a process; `undefined` when it has ended. */
export function readProcess(procRoot: string, pid: number): ProcessSample | undefined {
  const uptimeSeconds = readUptimeSeconds(procRoot) ?? 0;
  const stat = readProcStat(procRoot, pid);
  if (stat === undefined) return undefined;
  const threads = readThreads(procRoot, pid);
  return {
    pid,
    startTicks: stat.startTicks,
    state: stat.state,
    elapsedSeconds: Math.max(0, uptimeSeconds - stat.startTicks / TICKS_PER_SECOND),
    userSeconds: stat.userTicks / TICKS_PER_SECOND,
    systemSeconds: stat.systemTicks / TICKS_PER_SECOND,
    minorFaults: stat.minorFaults,
    majorFaults: stat.majorFaults,
    priority: stat.priority,
    nice: stat.nice,
    virtualBytes: stat.virtualBytes,
    rssBytes: threads?.rssBytes,
    voluntarySwitches: threads?.voluntarySwitches,
    involuntarySwitches: threads?.involuntarySwitches,
    threads: threads?.threads ?? [],
    io: readProcIo(procRoot, pid),
  };
}
