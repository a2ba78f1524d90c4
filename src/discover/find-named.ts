import type { Address } from '../protocol/transport/address.js';
import { indexMonitors, locate } from './locate.js';
import type { SocketTables } from './socket-tables.js';
import type { Target } from './target.js';

/** Finds the guests at addresses; `discovered` are the guests of this host. */
export function findNamed(
  procRoot: string,
  sockets: readonly Address[],
  discovered: readonly Target[],
  tables: SocketTables,
): readonly Target[] {
  const index = indexMonitors(discovered);
  return mergeMonitors(sockets.map((address) => locate(procRoot, address, discovered, index, tables)));
}

/** Merges two addresses of one QEMU, or one address given twice, into one guest. */
function mergeMonitors(targets: readonly Target[]): readonly Target[] {
  const merged = new Map<string, Target>();
  for (const target of targets) {
    const key = target.process ? `pid ${target.process.pid}` : JSON.stringify(target.monitors[0]?.address);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, monitors: [...known.monitors, ...target.monitors] } : target);
  }
  return [...merged.values()];
}
