import { listPids } from '../linux/pids.js';
import { isKernelThread, readProcStat } from '../linux/proc-stat.js';
import { isListening } from './chardev.js';
import { targetOf } from './discover.js';
import { readQemuProcess } from './qemu-processes.js';
import type { SocketTables } from './socket-tables.js';
import type { MonitorSocket, Target } from './target.js';

/** What a pid is: a QEMU, a process that may become one (exec keeps the pid), or a kernel thread, which never does. */
type Seen = Target | 'other' | 'kernel';

/**
 * The QEMUs of a host, kept up to date: a known QEMU is not read again, and a new one is found by the next update, also
 * when an old process has executed it.
 */
export class QemuRegistry {
  readonly #procRoot: string;
  readonly #seen = new Map<number, Seen>();

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
  }

  /** Finds the QEMUs now, in the order of their pids. One that has ended may be listed until {@link replace}. */
  update(tables: SocketTables): readonly Target[] {
    const pids = listPids(this.#procRoot);
    const here = new Set(pids);
    for (const pid of this.#seen.keys()) if (!here.has(pid)) this.#seen.delete(pid);
    return pids.flatMap((pid) => this.#identify(pid, tables) ?? []);
  }

  /** Reads the pid of a process that has ended; `undefined` when it is not that of another QEMU. */
  replace(pid: number, tables: SocketTables): Target | undefined {
    this.#seen.delete(pid);
    return this.#identify(pid, tables);
  }

  #identify(pid: number, tables: SocketTables): Target | undefined {
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

/** Whether all its sockets listen: a QEMU that starts opens one after the other, and may wait for a client before the next. */
function isComplete({ monitors, agent, process }: Target): boolean {
  const { monitors: declared = [], agent: declaredAgent } = process?.commandLine ?? {};
  const isFound = (socket: MonitorSocket | undefined) => socket?.listening !== undefined;
  return (
    monitors.length > 0 &&
    monitors.length === declared.filter(isListening).length &&
    monitors.every(isFound) &&
    (declaredAgent === undefined || isFound(agent))
  );
}
