import { listPids } from '../linux/pids.js';
import { isKernelThread, readProcStat } from '../linux/proc-stat.js';
import { targetOf } from './discover.js';
import { readQemuProcess } from './qemu-processes.js';
import type { SocketTables } from './socket-tables.js';
import type { Target } from './target.js';

/** What is known of a pid: a QEMU, one that may become one (exec keeps the pid), or a thread of the kernel's, which never will. */
type Seen = Target | 'other' | 'kernel';

/**
 * The QEMUs of a host, kept up to date: what is known is not read again, and a QEMU that has just been started is found
 * at the next look, also one that an old process turns into.
 */
export class QemuRegistry {
  readonly #procRoot: string;
  readonly #seen = new Map<number, Seen>();

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
  }

  /** Looks who is here now, in the order of the pids. A process that has ended may be listed until {@link replace}. */
  update(tables: SocketTables): readonly Target[] {
    const pids = listPids(this.#procRoot);
    const here = new Set(pids);
    for (const pid of this.#seen.keys()) if (!here.has(pid)) this.#seen.delete(pid);
    return pids.flatMap((pid) => this.#look(pid, tables) ?? []);
  }

  /** What has the pid of a process that has ended: another QEMU, or nothing of interest. */
  replace(pid: number, tables: SocketTables): Target | undefined {
    this.#seen.delete(pid);
    return this.#look(pid, tables);
  }

  #look(pid: number, tables: SocketTables): Target | undefined {
    const seen = this.#seen.get(pid);
    if (seen === 'kernel') return undefined;
    if (typeof seen === 'object' && isComplete(seen)) return seen;
    const process = readQemuProcess(this.#procRoot, pid);
    const target = process && targetOf(this.#procRoot, process, tables);
    this.#seen.set(pid, target ?? (seen === undefined ? this.#kindOf(pid) : 'other'));
    return target;
  }

  #kindOf(pid: number): 'other' | 'kernel' {
    const stat = readProcStat(this.#procRoot, pid);
    return stat !== undefined && isKernelThread(stat) ? 'kernel' : 'other';
  }
}

/** A QEMU that has just begun may not listen yet, also where this user sees no more of it than its command line. */
function isComplete({ monitors }: Target): boolean {
  return monitors.length > 0 && monitors.every(({ listening }) => listening !== undefined);
}
