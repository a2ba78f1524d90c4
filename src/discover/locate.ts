import { realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { type Address, formatAddress, type UnixAddress } from '../protocol/transport/address.js';
import { bindSocket, isBound } from './bind.js';
import type { ListeningSocket } from './chardev.js';
import { ownerOf } from './discover.js';
import { readQemuProcess } from './qemu-processes.js';
import type { SocketTable, SocketTables } from './socket-tables.js';
import type { ListeningLine, MonitorSocket, Target } from './target.js';
import { isAt, isLocal } from './tcp-address.js';

/**
 * Finds the process of an address that a user has named.
 *
 * A discovered monitor is recognized by its socket file, whatever the path; any other by the inode of the listening
 * socket. An address on another host has no process here.
 */
export function locate(
  procRoot: string,
  address: Address,
  discovered: readonly Target[],
  index: MonitorIndex,
  tables: SocketTables,
): Target {
  const [match] = (index.get(keyOf(address)) ?? []).toSorted(byStart);
  if (match) return { ...match.target, isNamed: true, monitors: [{ ...match.monitor, address }] };

  const listening = findListening(address, tables.of(undefined));
  const other = findOther(procRoot, address, listening, discovered, tables);
  const monitor: MonitorSocket = { address, listening, ...(other && { other }) };
  const bare: Target = {
    process: undefined,
    isNamed: true,
    monitors: [monitor],
    agent: undefined,
    whyNoMonitor: '',
  };
  if (listening === undefined) return bare;
  const pids = tables.holders.pidsOf(listening.inode);
  const owner = discovered.find(({ process }) => process && pids.includes(process.pid));
  if (owner) return { ...owner, isNamed: true, monitors: [monitor] };
  // This also finds a QEMU whose options are in a file, and not in its command line.
  const [pid] = pids;
  const process = pid === undefined ? undefined : readQemuProcess(procRoot, pid);
  return { ...bare, process };
}

/** The monitors of discovered QEMUs by their socket file rather than by their path. */
export type MonitorIndex = ReadonlyMap<
  string,
  readonly { readonly target: Target; readonly monitor: MonitorSocket }[]
>;

/** Indexes the monitors of discovered QEMUs. */
export function indexMonitors(discovered: readonly Target[]): MonitorIndex {
  const index = new Map<string, { target: Target; monitor: MonitorSocket }[]>();
  for (const target of discovered) {
    for (const monitor of target.monitors) {
      const key = keyOf(monitor.address);
      index.set(key, [...(index.get(key) ?? []), { target, monitor }]);
    }
  }
  return index;
}

/** What else than a monitor a discovered QEMU serves at an address; `undefined` when it is not known to serve anything. */
function findOther(
  procRoot: string,
  address: Address,
  listening: ListeningLine | undefined,
  discovered: readonly Target[],
  tables: SocketTables,
): string | undefined {
  for (const { process } of discovered) {
    const servers = process?.commandLine.servers.filter(({ socket }) => mayBeAt(socket, address)) ?? [];
    if (process === undefined || servers.length === 0) continue;
    const owner = ownerOf(procRoot, process, tables);
    for (const { what, socket } of servers) {
      const bound = bindSocket(owner, socket);
      if (isBound(bound) && isSame(bound, { address, listening })) return `the ${what} of pid ${process.pid}`;
    }
  }
  return undefined;
}

/** Whether a socket in the options may be at an address. Cheap: the files of a process need not be read for all others. */
function mayBeAt(socket: ListeningSocket, address: Address): boolean {
  switch (socket.type) {
    case 'path':
      return (
        address.type === 'unix' &&
        [...namesOf(address)].some((path) => basename(path) === basename(socket.path))
      );
    case 'abstract':
      return address.type === 'unix' && address.path === `\0${socket.name}`;
    case 'inet':
      return (
        address.type === 'tcp' &&
        (socket.port === 0 || (socket.port <= address.port && address.port <= socket.lastPort))
      );
    case 'fd':
      return true;
  }
}

/** Compares by inode where both are known. */
function isSame(bound: MonitorSocket, named: MonitorSocket): boolean {
  if (bound.listening && named.listening) return bound.listening.inode === named.listening.inode;
  if (named.address.type !== 'tcp') return keyOf(bound.address) === keyOf(named.address);
  return bound.address.type === 'tcp' && bound.address.port === named.address.port && isLocal(named.address);
}

/** Identifies a socket file, whatever its path; any other address as written. */
function keyOf(address: Address): string {
  if (address.type !== 'unix') return formatAddress(address);
  if (address.path.startsWith('\0')) return address.path;
  try {
    const { dev, ino } = statSync(address.path);
    return `file ${dev} ${ino}`;
  } catch {
    return address.path; // the file is gone, or not accessible to this user
  }
}

/** When two QEMUs were given one path, the file is that of the later one. */
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
  if (address.type !== 'tcp' || !isLocal(address)) return undefined;
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
