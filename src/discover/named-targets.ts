import { type Address, formatAddress } from '../protocol/transport/address.js';
import { findNamed } from './find-named.js';
import { SocketTables } from './socket-tables.js';
import type { Target } from './target.js';

/** A monitor that a user has named. */
export interface NamedMonitor {
  readonly address: Address;
  /** How the guest is called here; default as it calls itself. */
  readonly name?: string | undefined;
}

/** Finds the guests behind the addresses that a user has named, and looks again only for those that it has lost. */
export class NamedTargets {
  readonly #procRoot: string;
  #found: ReadonlyMap<string, Target> = new Map();

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
  }

  /** @param discovered the QEMUs of this host; two addresses of one QEMU are one guest */
  update(
    named: readonly NamedMonitor[],
    discovered: readonly Target[],
    tables: SocketTables,
  ): readonly Target[] {
    const alive = new Map(discovered.map((target) => [target.process?.pid, target.process?.startTicks]));
    const found = new Map<string, Target>();
    let fresh: SocketTables | undefined;
    // The kernel hands its table out in pages: while sockets come and go, a reader now and then misses one that stays.
    const again = () => {
      fresh ??= new SocketTables(this.#procRoot);
      return fresh;
    };
    for (const { address } of named) {
      const key = formatAddress(address);
      const known = this.#found.get(key);
      if (known && (isThere(known, alive, tables) || (isVisible(known) && isThere(known, alive, again()))))
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

/** What listens on another host is in no table. */
function isVisible({ monitors }: Target): boolean {
  return monitors.every(({ listening }) => listening !== undefined);
}

function isThere(
  { process, monitors }: Target,
  alive: ReadonlyMap<number | undefined, number | undefined>,
  tables: SocketTables,
): boolean {
  if (process && alive.has(process.pid) && alive.get(process.pid) !== process.startTicks) return false;
  return monitors.every(({ listening }) => {
    if (listening === undefined) return false;
    const table = tables.of(process);
    if (listening.path === undefined)
      return table.tcp().some(({ inode, state }) => inode === listening.inode && state === 'listening');
    // A second one at the path has taken the file.
    const listeners = table.unixAt(listening.path).filter(({ state }) => state === 'listening');
    return listeners.length === 1 && listeners[0]?.inode === listening.inode;
  });
}

/** An address that has come later may be a further one of a QEMU that is known. */
function mergeKnown(known: readonly Target[], target: Target): Target {
  const same = known.find(({ process }) => process && process.pid === target.process?.pid);
  return same ? { ...same, monitors: [...same.monitors, ...target.monitors] } : target;
}
