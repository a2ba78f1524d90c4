import { formatAddress } from '../protocol/transport/address.js';
import { findNamed } from './find-named.js';
import type { NamedMonitor } from './named-monitor.js';
import { SocketTables } from './socket-tables.js';
import type { Target } from './target.js';

/** Finds the guests at the addresses that a user has given, and searches again only for those that were lost. */
export class NamedTargets {
  readonly #procRoot: string;
  #found: ReadonlyMap<string, Target> = new Map();

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
  }

  /**
   * Finds the guests now; two addresses of one QEMU are one guest.
   *
   * @param discovered the QEMUs of this host
   */
  update(
    named: readonly NamedMonitor[],
    discovered: readonly Target[],
    tables: SocketTables,
  ): readonly Target[] {
    const alive = new Map(discovered.map((target) => [target.process?.pid, target.process?.startTicks]));
    const found = new Map<string, Target>();
    let fresh: SocketTables | undefined;
    // The kernel returns its table in pages: while sockets come and go, a read may miss one that stays.
    const readAgain = () => {
      fresh ??= new SocketTables(this.#procRoot);
      return fresh;
    };
    for (const { address } of named) {
      const key = formatAddress(address);
      const known = this.#found.get(key);
      if (
        known &&
        (isPresent(known, alive, tables) || (isVisible(known) && isPresent(known, alive, readAgain())))
      )
        found.set(key, known);
    }
    const lost = named.map(({ address }) => address).filter((address) => !found.has(formatAddress(address)));
    for (const target of findNamed(this.#procRoot, lost, discovered, tables)) {
      const merged = mergeKnown([...found.values()], target);
      for (const { address } of merged.monitors) found.set(formatAddress(address), merged);
    }
    this.#found = found;
    return [...new Set(found.values())];
  }
}

/** Whether its sockets are in a table of this host: those on another host are not. */
function isVisible({ monitors }: Target): boolean {
  return monitors.every(({ listening }) => listening !== undefined);
}

function isPresent(
  { process, monitors }: Target,
  alive: ReadonlyMap<number | undefined, number | undefined>,
  tables: SocketTables,
): boolean {
  if (process && alive.has(process.pid) && alive.get(process.pid) !== process.startTicks) return false;
  return monitors.every(({ listening }) => {
    if (listening === undefined) return false;
    if (listening.path === undefined)
      return tables
        .of(process)
        .tcp()
        .some(({ inode, state }) => inode === listening.inode && state === 'listening');
    // A second listener at the path has taken the file.
    const listeners = tables.unixAt(process, listening.path).filter(({ state }) => state === 'listening');
    return listeners.length === 1 && listeners[0]?.inode === listening.inode;
  });
}

/** Merges an address that was added later with its QEMU, if that is known. */
function mergeKnown(known: readonly Target[], target: Target): Target {
  const same = known.find(({ process }) => process && process.pid === target.process?.pid);
  return same ? { ...same, monitors: [...same.monitors, ...target.monitors] } : target;
}
