import { realpathSync, statSync } from 'node:fs';
import { type Address, formatAddress, type UnixAddress } from '../protocol/transport/address.js';
import { readQemuProcess } from './qemu-processes.js';
import type { SocketHolders } from './socket-holders.js';
import type { SocketTable, SocketTables } from './socket-tables.js';
import type { ListeningLine, Monitor, Target } from './target.js';
import { isAt, isLocal } from './tcp-address.js';

/**
 * Finds out which process an address that a user has named belongs to.
 *
 * A monitor that discovery knows is recognised by its socket file, whatever the path; any other by the listening
 * socket's inode. An address on another host belongs to no process of this one.
 */
export function locate(
  procRoot: string,
  address: Address,
  discovered: readonly Target[],
  index: MonitorIndex,
  tables: SocketTables,
  holders: SocketHolders,
): Target {
  const [match] = (index.get(keyOf(address)) ?? []).toSorted(byStart);
  if (match) return { ...match.target, isNamed: true, monitors: [{ ...match.monitor, address }] };

  const listening = findListening(address, tables.of(undefined));
  const monitor: Monitor = { address, listening };
  const bare: Target = {
    process: undefined,
    isNamed: true,
    monitors: [monitor],
    agent: undefined,
    whyNoMonitor: '',
  };
  if (listening === undefined) return bare;
  const pids = holders.pidsOf(listening.inode);
  const owner = discovered.find(({ process }) => process && pids.includes(process.pid));
  if (owner) return { ...owner, isNamed: true, monitors: [monitor] };
  // A QEMU whose options are in a file of their own is found only so.
  const [pid] = pids;
  const process = pid === undefined ? undefined : readQemuProcess(procRoot, pid);
  return { ...bare, process };
}

/** The monitors of known QEMUs by what they are rather than how they are written. */
export type MonitorIndex = ReadonlyMap<
  string,
  readonly { readonly target: Target; readonly monitor: Monitor }[]
>;

export function indexMonitors(discovered: readonly Target[]): MonitorIndex {
  const index = new Map<string, { target: Target; monitor: Monitor }[]>();
  for (const target of discovered) {
    for (const monitor of target.monitors) {
      const key = keyOf(monitor.address);
      index.set(key, [...(index.get(key) ?? []), { target, monitor }]);
    }
  }
  return index;
}

/** Whether what a user has named is another kind of socket of a known QEMU; says which, for the message. */
export function describeOther(address: Address, discovered: readonly Target[]): string | undefined {
  const key = keyOf(address);
  const agent = discovered.find((target) => target.agent && keyOf(target.agent.address) === key);
  return (
    agent?.process &&
    `it is the guest agent's socket of pid ${agent.process.pid}: name its QMP socket instead`
  );
}

/** The file behind a path, whatever the path; a tcp address as it is written. */
function keyOf(address: Address): string {
  if (address.type === 'tcp') return formatAddress(address);
  if (address.path.startsWith('\0')) return address.path;
  try {
    const { dev, ino } = statSync(address.path);
    return `file ${dev} ${ino}`;
  } catch {
    return address.path; // it is gone, or closed to this user
  }
}

/** Two QEMUs that were given one path: the file is the later one's. */
function byStart(a: { readonly target: Target }, b: { readonly target: Target }): number {
  return (b.target.process?.startTicks ?? 0) - (a.target.process?.startTicks ?? 0);
}

function findListening(address: Address, table: SocketTable): ListeningLine | undefined {
  if (address.type === 'unix') {
    const paths = namesOf(address);
    const lines = [...paths]
      .flatMap((path) => table.unixAt(path))
      .filter(({ state }) => state === 'listening');
    return lines.sort((a, b) => b.inode - a.inode)[0];
  }
  if (!isLocal(address)) return undefined;
  const line = table.tcp().find((candidate) => candidate.state === 'listening' && isAt(candidate, address));
  return line && { inode: line.inode, path: undefined };
}

function namesOf(address: UnixAddress): ReadonlySet<string> {
  if (address.path.startsWith('\0')) return new Set([`@${address.path.slice(1)}`]);
  try {
    return new Set([address.path, realpathSync(address.path)]);
  } catch {
    return new Set([address.path]);
  }
}
