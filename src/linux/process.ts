import type { LinuxSample, ProcessIo } from '../model/linux-sample.js';
import { readProcIo } from './proc-io.js';
import { type ProcStat, readProcStat, TICKS_PER_SECOND } from './proc-stat.js';
import { readThreads, type Threads } from './proc-status.js';
import { readUptimeSeconds } from './uptime.js';

/**
 * Reads a process once; `undefined` when it has ended. Leaves out what only makes sense in comparison to a second sample:
 * see ProcessReader.
 *
 * @param options `threadTimes`: reads the times of the threads all the same (default: false)
 */
export function readProcess(
  procRoot: string,
  pid: number,
  { threadTimes = false }: { readonly threadTimes?: boolean } = {},
): LinuxSample | undefined {
  const uptimeSeconds = readUptimeSeconds(procRoot) ?? 0;
  const stat = readProcStat(procRoot, pid);
  if (stat === undefined) return undefined;
  return processSampleOf(
    pid,
    stat,
    uptimeSeconds,
    readThreads(procRoot, pid, threadTimes),
    readProcIo(procRoot, pid),
  );
}

/** Joins the files of a process. */
export function processSampleOf(
  pid: number,
  stat: ProcStat,
  uptimeSeconds: number,
  threads: Threads | undefined,
  io: ProcessIo | undefined,
): LinuxSample {
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
    io,
  };
}
