import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = '/sys/fs/cgroup';
const CONTROLLERS = ['memory', 'cpu', 'cpuacct', 'pids'] as const;
const PERIOD_MICROSECONDS = 100_000;

export interface GroupLimits {
  readonly memoryBytes: number;
  readonly cores: number;
  readonly tasks: number;
}

/** A private control group, of the version that the host has. It is removed at the end; members that live on are moved out. */
export interface LabCgroup extends AsyncDisposable {
  readonly version: 1 | 2;
  /** Below the mount of its hierarchy. */
  readonly path: string;
  /** The memory that its members use now, according to the kernel. */
  readMemoryBytes(): number;
  readCpuSeconds(): number;
  /** For how long the limit of CPU time has held them. */
  readThrottledSeconds(): number;
  /** Their part of the CPUs when these do not suffice: `cpu.shares`, or `cpu.weight` of version 2. */
  readShares(): number;
}

/** Explains why no group can be created here; undefined when one can. */
export function whyNoCgroup(): string | undefined {
  if (isUnified()) {
    const enabled = existsSync(join(ROOT, 'cgroup.subtree_control'))
      ? readFileSync(join(ROOT, 'cgroup.subtree_control'), 'utf8')
      : '';
    const lacking = ['memory', 'cpu', 'pids'].filter((name) => !enabled.split(/\s+/).includes(name));
    if (lacking.length > 0) return `${ROOT} has no controller ${lacking.join(', ')} for groups below it`;
    return isWritable(ROOT) ? undefined : `${ROOT} is not writable`;
  }
  const lacking = CONTROLLERS.filter((name) => !isWritable(join(ROOT, name)));
  return lacking.length > 0 ? `${ROOT}/${lacking[0]} is not there, or not writable` : undefined;
}

/** Creates a group with limits, and moves a process with all its threads into it. */
export function createCgroup(pid: number, limits: GroupLimits): LabCgroup {
  const path = `/qlab-${randomBytes(4).toString('hex')}`;
  return isUnified() ? createUnified(path, pid, limits) : createVersion1(path, pid, limits);
}

function createVersion1(path: string, pid: number, { memoryBytes, cores, tasks }: GroupLimits): LabCgroup {
  const file = (controller: (typeof CONTROLLERS)[number], name: string) => join(ROOT, controller, path, name);
  for (const controller of CONTROLLERS) mkdirSync(file(controller, ''), { recursive: true });
  writeFileSync(file('memory', 'memory.limit_in_bytes'), String(memoryBytes));
  writeFileSync(file('cpu', 'cpu.cfs_period_us'), String(PERIOD_MICROSECONDS));
  writeFileSync(file('cpu', 'cpu.cfs_quota_us'), String(cores * PERIOD_MICROSECONDS));
  writeFileSync(file('pids', 'pids.max'), String(tasks));
  for (const controller of CONTROLLERS) writeFileSync(file(controller, 'cgroup.procs'), String(pid));
  return {
    version: 1,
    path,
    readMemoryBytes: () => Number(readFileSync(file('memory', 'memory.usage_in_bytes'), 'utf8')),
    readCpuSeconds: () => Number(readFileSync(file('cpuacct', 'cpuacct.usage'), 'utf8')) / 1e9,
    readThrottledSeconds: () => Number(figureOf(file('cpu', 'cpu.stat'), 'throttled_time')) / 1e9,
    readShares: () => Number(readFileSync(file('cpu', 'cpu.shares'), 'utf8')),
    [Symbol.asyncDispose]: () => remove(CONTROLLERS.map((controller) => file(controller, ''))),
  };
}

function createUnified(path: string, pid: number, { memoryBytes, cores, tasks }: GroupLimits): LabCgroup {
  const file = (name: string) => join(ROOT, path, name);
  mkdirSync(file(''));
  writeFileSync(file('memory.max'), String(memoryBytes));
  writeFileSync(file('cpu.max'), `${cores * PERIOD_MICROSECONDS} ${PERIOD_MICROSECONDS}`);
  writeFileSync(file('pids.max'), String(tasks));
  writeFileSync(file('cgroup.procs'), String(pid));
  return {
    version: 2,
    path,
    readMemoryBytes: () => Number(readFileSync(file('memory.current'), 'utf8')),
    readCpuSeconds: () => Number(figureOf(file('cpu.stat'), 'usage_usec')) / 1e6,
    readThrottledSeconds: () => Number(figureOf(file('cpu.stat'), 'throttled_usec')) / 1e6,
    readShares: () => Number(readFileSync(file('cpu.weight'), 'utf8')),
    [Symbol.asyncDispose]: () => remove([file('')]),
  };
}

function figureOf(path: string, name: string): string | undefined {
  return new RegExp(`^${name} (\\d+)$`, 'm').exec(readFileSync(path, 'utf8'))?.[1];
}

/** The kernel needs a moment to clean up after a process that was killed. */
async function remove(directories: readonly string[]): Promise<void> {
  for (const directory of directories) {
    for (let tries = 0; existsSync(directory); tries++) {
      try {
        moveOut(directory);
        rmdirSync(directory);
      } catch (error) {
        if (tries > 100) throw error;
        await sleep(20);
      }
    }
  }
}

/** A test that fails leaves its guest in the group. */
function moveOut(directory: string): void {
  const members = readFileSync(join(directory, 'cgroup.procs'), 'utf8');
  for (const pid of members.split('\n').filter(Boolean)) {
    writeFileSync(join(dirname(directory), 'cgroup.procs'), pid);
  }
}

function isUnified(): boolean {
  return existsSync(join(ROOT, 'cgroup.controllers'));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}
