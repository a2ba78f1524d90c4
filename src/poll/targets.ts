import { discover } from '../discover/discover.js';
import { locate } from '../discover/locate.js';
import { SocketTables } from '../discover/socket-tables.js';
import type { Target } from '../discover/target.js';
import type { Address } from '../transport/address.js';

/** Whom to ask, and whom discovery has found. */
export interface Targets {
  readonly targets: readonly Target[];
  readonly discovered: readonly Target[];
}

/** Finds the guests to ask: those behind the addresses, or without any addresses every one on the host. */
export function findTargets(procRoot: string, sockets: readonly Address[] | undefined): Targets {
  const tables = new SocketTables(procRoot);
  const discovered = discover(procRoot, tables);
  if (sockets === undefined || sockets.length === 0) return { targets: discovered, discovered };
  return {
    targets: mergeMonitors(sockets.map((address) => locate(procRoot, address, discovered, tables))),
    discovered,
  };
}

/** Two addresses of one QEMU, or one address named twice, are one guest. */
function mergeMonitors(targets: readonly Target[]): readonly Target[] {
  const merged = new Map<string, Target>();
  for (const target of targets) {
    const key = target.process ? `pid ${target.process.pid}` : JSON.stringify(target.monitors[0]?.address);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, monitors: [...known.monitors, ...target.monitors] } : target);
  }
  return [...merged.values()];
}
