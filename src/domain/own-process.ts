import { readProcStat } from '../linux/proc-stat.js';
import { UnsupportedError } from './domain-error.js';
import type { DomainProcess, Reach } from './reach.js';

/** What is needed to read the files of the guest's process. */
export type ProcessReach = Pick<Reach, 'name' | 'process' | 'procRoot'>;

/**
 * Whether the guest's QEMU lives: its pid has the start time that it had, and is not a zombie. For a QEMU on another host, whether
 * it answers.
 *
 * @throws {QmpError} when a QEMU on another host does not answer
 */
export async function isActive(
  reach: Pick<Reach, 'process' | 'procRoot' | 'qmp' | 'options'>,
): Promise<boolean> {
  if (reach.process !== undefined) return lives(reach.procRoot, reach.process);
  await reach.qmp.execute('query-status', undefined, reach.options);
  return true;
}

/**
 * Reads files of the guest's process. A process that has its pid by then is never taken for it.
 *
 * @throws {UnsupportedError} when it is on another host, or has ended
 */
export function readOfProcess<T>(reach: ProcessReach, read: (pid: number) => T): T {
  const process = processOf(reach);
  const result = read(process.pid);
  // Checked afterwards: what was read belongs to the process that has the pid still.
  expectAlive(reach, process);
  return result;
}

/** As {@link readOfProcess}, for what takes a while. */
export async function readOfProcessSlowly<T>(
  reach: ProcessReach,
  read: (pid: number) => Promise<T>,
): Promise<T> {
  const process = processOf(reach);
  expectAlive(reach, process);
  const result = await read(process.pid);
  expectAlive(reach, process);
  return result;
}

function processOf({ name, process }: ProcessReach): DomainProcess {
  if (process) return process;
  throw new UnsupportedError(
    name,
    'its QEMU is not among the processes of this host: run qgauge on the host where it runs, as root',
  );
}

function expectAlive({ name, procRoot }: ProcessReach, process: DomainProcess): void {
  if (!lives(procRoot, process))
    throw new UnsupportedError(name, `its QEMU, process ${process.pid}, has ended`);
}

export function lives(procRoot: string, { pid, startTicks }: DomainProcess): boolean {
  const stat = readProcStat(procRoot, pid);
  return stat?.startTicks === startTicks && !ENDED.has(stat.state);
}

/** Zombie, dead. */
const ENDED = new Set(['Z', 'X']);
