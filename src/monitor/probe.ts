import type { SocketTables } from '../discover/socket-tables.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { isAt } from '../discover/tcp-address.js';
import type { TcpSocketLine } from '../linux/net-tcp.js';
import type { UnixSocketLine } from '../linux/net-unix.js';
import { readOpenFiles, socketInodes } from '../linux/proc-fd.js';
import { type ProcessProbe, probeProcess } from './probe-process.js';
import { findLoss } from './socket-file.js';

/** What /proc shows of a monitor before a connection is made: see {@link SocketProbe} and {@link ProcessProbe}. */
export type Probe = SocketProbe | ProcessProbe;

/**
 * What /proc shows of a socket:
 *
 * - `free`: no client is served, and none waits
 * - `busy`: a client is served
 * - `queued`: no client is served, and a connection waits: the main loop does not accept it
 * - `deleted`: its file does not exist any more, and so nobody can connect
 * - `taken`: its file is the one of another process by now
 * - `other`: it is known to be something else than a monitor
 */
export type SocketProbe = 'free' | 'busy' | 'queued' | 'deleted' | 'taken' | 'other';

/**
 * Probes a process and one of its sockets. A connection that is not served stays in the monitor's queue of one even after it
 * is closed, and keeps other clients out: hence the probe before each connection. A socket that /proc does not show (on
 * another host) counts as free.
 */
export function probeMonitor(
  procRoot: string,
  target: Target,
  socket: MonitorSocket,
  tables: SocketTables,
): Probe {
  return probeProcess(procRoot, target) ?? probeSocket(procRoot, target, socket, tables);
}

/** As {@link probeMonitor}, for a process that was probed already. */
export function probeSocket(
  procRoot: string,
  target: Target,
  socket: MonitorSocket,
  tables: SocketTables,
): SocketProbe {
  if (socket.other !== undefined) return 'other';
  const loss = findLoss(procRoot, target, socket, tables);
  if (loss !== undefined) return loss;
  const { served, waiting } = countClients(procRoot, target, socket, tables);
  if (served.length > 0) return 'busy';
  return waiting > 0 ? 'queued' : 'free';
}

/**
 * Probes again after a monitor has not greeted our connection. That one stays in the queue after it is closed, unless it was
 * accepted: so another client is being served only if there is a queue beside it.
 */
export function probeAfterSilence(
  procRoot: string,
  target: Target,
  socket: MonitorSocket,
  tables: SocketTables,
): Probe {
  const stop = probeProcess(procRoot, target);
  if (stop !== undefined) return stop;
  const { served, waiting } = countClients(procRoot, target, socket, tables);
  if (served.length > 0 && waiting > 0) return 'busy';
  return isServedElsewhere(procRoot, target, socket, tables) ? 'busy' : 'free';
}

/** Whether a socket may be free in a moment: QEMU is about to notice that a client has left, or to accept the next one. */
export function isPassing(probe: Probe): boolean {
  return probe === 'busy' || probe === 'queued';
}

/** The inodes of the connections that a monitor serves: QEMU's ends. */
export function servedInodes(
  procRoot: string,
  target: Target,
  socket: MonitorSocket,
  tables: SocketTables,
): readonly number[] {
  return countClients(procRoot, target, socket, tables).served;
}

interface Clients {
  /** The inodes of connections that were accepted: QEMU's ends. */
  readonly served: readonly number[];
  /** Connections in the queue. */
  readonly waiting: number;
}

const NO_CLIENTS: Clients = { served: [], waiting: 0 };

function countClients(
  procRoot: string,
  target: Target,
  socket: MonitorSocket,
  tables: SocketTables,
): Clients {
  const { listening } = socket;
  if (listening === undefined) return NO_CLIENTS;
  return listening.path === undefined
    ? countTcpClients(procRoot, target, socket, tables)
    : countUnixClients(procRoot, target, tables.unixAt(target.process, listening.path));
}

function countUnixClients(procRoot: string, target: Target, lines: readonly UnixSocketLine[]): Clients {
  const served = lines
    .filter(({ state, inode }) => state === 'connected' && inode !== 0)
    .map(({ inode }) => inode);
  if (target.process && lines.filter(({ state }) => state === 'listening').length > 1) {
    // Two QEMUs with one path: only their descriptors show which one serves a client, and nothing shows whose queue it is.
    const held = heldBy(procRoot, target);
    return { served: served.filter((inode) => held?.has(inode)), waiting: 0 };
  }
  const waiting = lines.filter(({ state, inode }) => state === 'waiting' && inode === 0);
  return { served, waiting: waiting.length };
}

function countTcpClients(
  procRoot: string,
  target: Target,
  { address }: MonitorSocket,
  tables: SocketTables,
): Clients {
  if (address.type !== 'tcp') return NO_CLIENTS;
  const all = tables.of(target.process).tcp();
  const lines = all.filter((line) => line.state === 'connected' && line.localPort === address.port);
  // Another program's connection may use the same local port: only the sockets that QEMU holds are served.
  const held = heldBy(procRoot, target);
  const isServed = (line: TcpSocketLine) =>
    held ? held.has(line.inode) : line.inode !== 0 && isAt(line, address);
  return {
    served: lines.filter(isServed).map(({ inode }) => inode),
    waiting: lines.filter((line) => line.inode === 0 && isAt(line, address)).length,
  };
}

/**
 * Whether QEMU holds a connection at this path whose client is in a network namespace that is neither ours nor QEMU's: the
 * kernel lists QEMU's end among the sockets of the client's namespace. Searches all namespaces of the host.
 */
function isServedElsewhere(
  procRoot: string,
  target: Target,
  { listening }: MonitorSocket,
  tables: SocketTables,
): boolean {
  const path = listening?.path;
  const held = path === undefined ? undefined : heldBy(procRoot, target);
  if (path === undefined || held === undefined) return false;
  return tables
    .everywhere()
    .some((table) => table.unixAt(path).some(({ state, inode }) => state === 'connected' && held.has(inode)));
}

/** The sockets of a target's process; `undefined` when it has none, or this user may not see them. */
function heldBy(procRoot: string, { process }: Target): ReadonlySet<number> | undefined {
  const files = process && readOpenFiles(procRoot, process.pid);
  return files && socketInodes(files);
}
