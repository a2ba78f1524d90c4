import type { SchedulingPolicy, ThreadTimes } from '../model/guest-threads.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { listDirectory, readKernelFile } from './files/read-file.js';
import { parseAffinity } from './proc-affinity.js';
import { parseSched } from './proc-sched.js';
import { parseSchedStat } from './proc-schedstat.js';
import { type ProcStat, parseProcStat, TICKS_PER_SECOND } from './proc-stat.js';
import { parseStatus } from './proc-status.js';

/** A thread of a process, as Linux reports it. */
export interface Task {
  readonly hostThreadId: number;
  /** Its id in its own pid namespace. */
  readonly ownId: number;
  readonly name: string;
  readonly times: ThreadTimes;
  /** How often it was moved from one CPU to another. */
  readonly migrations: number | undefined;
  readonly switches: number;
}

/**
 * Reads all threads of a process from /proc/PID/task, in the order of their ids; empty when it has ended.
 *
 * @param online the CPUs to which affinities are restricted; `undefined`: to none
 */
export function readTasks(
  procRoot: string,
  pid: number,
  online: readonly number[] | undefined,
): readonly Task[] {
  const tids = (listDirectory(`${procRoot}/${pid}/task`) ?? []).map(Number).sort((a, b) => a - b);
  return tids.flatMap((tid) => readTask(`${procRoot}/${pid}/task/${tid}`, tid, online) ?? []);
}

function readTask(directory: string, tid: number, online: readonly number[] | undefined): Task | undefined {
  const read = (name: string) => readKernelFile(`${directory}/${name}`) ?? '';
  const statusText = read('status');
  const status = parseStatus(statusText);
  const stat = parseProcStat(read('stat'));
  if (status === undefined || stat === undefined) return undefined;
  const times = parseSchedStat(read('schedstat'));
  const { migrations, waitSumNanoseconds } = parseSched(read('sched'));
  const allowed = parseAffinity(statusText).cpus;
  return {
    hostThreadId: tid,
    ownId: status.ownId,
    name: terminalSafe(status.name ?? stat.command),
    times: {
      hostThreadId: tid,
      hostCpu: stat.cpu,
      userSeconds: stat.userTicks / TICKS_PER_SECOND,
      systemSeconds: stat.systemTicks / TICKS_PER_SECOND,
      cpuNanoseconds: times?.runNanoseconds ?? (stat.userTicks + stat.systemTicks) * NANOSECONDS_PER_TICK,
      waitNanoseconds: times?.waitNanoseconds,
      waitSumNanoseconds,
      affinity: online === undefined ? allowed : allowed?.filter((cpu) => online.includes(cpu)),
      policy: policyOf(stat),
      realtimePriority: stat.realtimePriority,
    },
    migrations,
    switches: status.voluntarySwitches + status.involuntarySwitches,
  };
}

const NANOSECONDS_PER_TICK = 1e9 / TICKS_PER_SECOND;

/** include/uapi/linux/sched.h: SCHED_*, in the order of their numbers; 4 was never taken. */
const POLICIES = ['other', 'fifo', 'rr', 'batch', undefined, 'idle', 'deadline', 'ext'] as const;

function policyOf({ policy }: ProcStat): SchedulingPolicy | undefined {
  return policy === undefined ? undefined : (POLICIES[policy] ?? policy);
}
