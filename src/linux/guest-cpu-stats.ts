import type { GuestCpuStats } from '../model/guest-cpu-stats.js';
import { type CgroupRoots, GroupFiles } from './cgroup/group-files.js';
import { parseFlatKeyed } from './files/flat-keyed.js';
import { parseCount } from './files/parse-count.js';
import { readProcStat, TICKS_PER_SECOND } from './proc-stat.js';

const NANOSECONDS_PER_TICK = 1e9 / TICKS_PER_SECOND;

/** Reads the CPU time of a process, by its control group where that is the process's alone; `undefined` when it has ended. */
export function readGuestCpuStats(roots: CgroupRoots, pid: number): GuestCpuStats | undefined {
  const files = new GroupFiles(roots, pid, 'cpuacct');
  const { isExclusive, hasAllThreads } = files.group ?? {};
  const ofGroup = isExclusive && hasAllThreads ? readGroup(files) : undefined;
  if (ofGroup) return ofGroup;
  const stat = readProcStat(roots.procRoot, pid);
  if (stat === undefined) return undefined;
  const userNanoseconds = stat.userTicks * NANOSECONDS_PER_TICK;
  const systemNanoseconds = stat.systemTicks * NANOSECONDS_PER_TICK;
  const why = 'the process is not alone in a control group of version 1, which would count it';
  return {
    source: 'process',
    totalNanoseconds: userNanoseconds + systemNanoseconds,
    userNanoseconds,
    systemNanoseconds,
    perCpuNanoseconds: undefined,
    failures: [{ part: 'perCpu', why }],
  };
}

function readGroup(files: GroupFiles): GuestCpuStats | undefined {
  return files.version === 1 ? readV1(files) : readV2(files);
}

function readV1(files: GroupFiles): GuestCpuStats | undefined {
  const totalNanoseconds = parseCount(files.read('cpuacct.usage'));
  if (totalNanoseconds === undefined) return undefined;
  // `user 222374\nsystem 19260\n`, ticks.
  const stat = parseFlatKeyed(files.read('cpuacct.stat') ?? '');
  const nanoseconds = (ticks: number | undefined) =>
    ticks === undefined ? undefined : ticks * NANOSECONDS_PER_TICK;
  return {
    source: 'cgroup',
    totalNanoseconds,
    userNanoseconds: nanoseconds(stat.get('user')),
    systemNanoseconds: nanoseconds(stat.get('system')),
    perCpuNanoseconds: files.part('perCpu', 'cpuacct.usage_percpu', parsePerCpu),
    failures: files.failures,
  };
}

function readV2(files: GroupFiles): GuestCpuStats | undefined {
  // `usage_usec 1500000\nuser_usec 1000000\nsystem_usec 500000\n…`
  const stat = parseFlatKeyed(files.read('cpu.stat') ?? '');
  const nanoseconds = (key: string) => {
    const microseconds = stat.get(key);
    return microseconds === undefined ? undefined : microseconds * 1000;
  };
  const totalNanoseconds = nanoseconds('usage_usec');
  if (totalNanoseconds === undefined) return undefined;
  files.fail('perCpu', 'control groups of version 2 do not count the time on each CPU');
  return {
    source: 'cgroup',
    totalNanoseconds,
    userNanoseconds: nanoseconds('user_usec'),
    systemNanoseconds: nanoseconds('system_usec'),
    perCpuNanoseconds: undefined,
    failures: files.failures,
  };
}

/** Parses `1207526937977 1208822437575 \n`: a figure for each CPU that the host could have. */
export function parsePerCpu(text: string): readonly number[] | undefined {
  return /^\d+(?: \d+)* ?\n?$/.test(text) ? text.trim().split(' ').map(Number) : undefined;
}
