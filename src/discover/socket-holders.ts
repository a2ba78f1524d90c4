import { listPids } from '../linux/pids.js';
import { readOpenFiles, socketInodes } from '../linux/proc-fd.js';

/** Finds the processes that hold a socket. Reads the open files of all processes at the first call, and never again. */
export class SocketHolders {
  readonly #procRoot: string;
  #pids: ReadonlyMap<number, readonly number[]> | undefined;

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
  }

  /** The pids in ascending order; empty when this user may not read them. */
  pidsOf(inode: number): readonly number[] {
    this.#pids ??= this.#readAll();
    return this.#pids.get(inode) ?? [];
  }

  #readAll(): ReadonlyMap<number, readonly number[]> {
    const holders = new Map<number, number[]>();
    for (const pid of listPids(this.#procRoot)) {
      const files = readOpenFiles(this.#procRoot, pid);
      for (const inode of files ? socketInodes(files) : []) {
        const pids = holders.get(inode);
        if (pids) pids.push(pid);
        else holders.set(inode, [pid]);
      }
    }
    return holders;
  }
}
