import { readNamespace } from './namespaces.js';
import { listPids } from './pids.js';
import { readOpenFiles, readTunNames } from './proc-fd.js';

/**
 * Counts the processes that hold a tap. Two taps may have one name, each in a network namespace of its own; and a tap may be
 * moved to another namespace than that of the process that holds it. Reads all processes at the first call, and never again.
 */
export class TunHolders {
  readonly #procRoot: string;
  #counts: ReadonlyMap<string, number> | undefined;

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
  }

  /** How many processes of a network namespace hold a tap of this name: one of several may hold one that is elsewhere. */
  count(netNamespace: string | undefined, name: string): number {
    this.#counts ??= this.#readAll();
    return this.#counts.get(keyOf(netNamespace, name)) ?? 0;
  }

  #readAll(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const pid of listPids(this.#procRoot)) {
      const names = readTunNames(this.#procRoot, pid, readOpenFiles(this.#procRoot, pid)?.paths ?? new Map());
      if (names.length === 0) continue;
      const namespace = readNamespace(this.#procRoot, pid, 'net');
      for (const name of names) {
        const key = keyOf(namespace, name);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    return counts;
  }
}

function keyOf(netNamespace: string | undefined, name: string): string {
  return `${netNamespace} ${name}`;
}
