import { readKernelFile } from '../../linux/files/read-file.js';
import { listPids } from '../../linux/pids.js';
import { readProcStat } from '../../linux/proc-stat.js';
import { lives } from '../own-process.js';
import type { DomainProcess } from '../reach.js';

/** The argument of a guard, by which others find it: its QEMU. */
export function guardArgument({ pid, startTicks }: DomainProcess): string {
  return `${pid}-${startTicks}`;
}

/**
 * Whether a guard with the same program and argument began after a process. No freeze begins while another one lasts: what is
 * frozen then is the later one's, which knows its limit.
 *
 * @param pid of the guard that asks
 */
export function hasLaterGuard(procRoot: string, pid: number): boolean {
  const own = readProcStat(procRoot, pid);
  const words = readWords(procRoot, pid);
  if (own === undefined || words === undefined) return false;
  return listPids(procRoot).some((other) => {
    if (other === pid || readWords(procRoot, other) !== words) return false;
    const startTicks = readProcStat(procRoot, other)?.startTicks ?? 0;
    return startTicks > own.startTicks && lives(procRoot, { pid: other, startTicks });
  });
}

/** The arguments of a process without its program; `undefined` when it has none. */
function readWords(procRoot: string, pid: number): string | undefined {
  const line = readKernelFile(`${procRoot}/${pid}/cmdline`) ?? '';
  return line.slice(line.indexOf('\0') + 1) || undefined;
}
