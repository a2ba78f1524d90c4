import type { SocketTable, SocketTables } from '../discover/socket-tables.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { isAt } from '../discover/tcp-address.js';
import type { TcpSocketLine } from '../linux/net-tcp.js';
import { readOpenFiles, socketInodes } from '../linux/proc-fd.js';
import { isStopped, readProcStat } from '../linux/proc-stat.js';

/**
 * What /proc shows of a monitor before a connection is made:
 *
 * - `free`: no client is served, and none waits
 * - `busy`: a client is served
 * - `queued`: no client is served, and a connection waits: the main loop does not accept it
 * - `stopped`: the process is stopped (SIGSTOP or a debugger)
 * - `gone`: the process has ended
 */
export type Probe = SocketProbe | ProcessProbe;
/** What /proc shows of a socket. */
export type SocketProbe = 'free' | 'busy' | 'queued';
/** What /proc shows of a process that cannot answer. */
export type ProcessProbe = 'stopped' | 'gone';

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
  const { served, waiting } = countClients(procRoot, target, socket, tables);
  if (served > 0) return 'busy';
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
  return served > 0 && waiting > 0 ? 'busy' : 'free';
}

/** Why a process cannot answer; `undefined` when it runs, or no process is known. */
export function probeProcess(procRoot: string, { process }: Target): ProcessProbe | undefined {
  if (process === undefined) return undefined;
  const stat = readProcStat(procRoot, process.pid);
  if (stat === undefined || stat.startTicks !== process.startTicks || stat.state === 'Z') return 'gone';
  return isStopped(stat) ? 'stopped' : undefined;
}

interface Clients {
  /** Connections that were accepted. */
  readonly served: number;
  /** Connections in the queue. */
  readonly waiting: number;
}

const NO_CLIENTS: Clients = { served: 0, waiting: 0 };

function countClients(
  procRoot: string,
  target: Target,
  socket: MonitorSocket,
  tables: SocketTables,
): Clients {
  if (socket.listening === undefined) return NO_CLIENTS;
  const table = tables.of(target.process);
  return socket.listening.path === undefined
    ? countTcpClients(procRoot, target, socket, table)
    : countUnixClients(procRoot, target, socket.listening.path, table);
}

function countUnixClients(procRoot: string, target: Target, path: string, table: SocketTable): Clients {
  const lines = table.unixAt(path);
  const served = lines.filter(({ state, inode }) => state === 'connected' && inode !== 0);
  if (target.process && lines.filter(({ state }) => state === 'listening').length > 1) {
    // Two QEMUs with one path: only their descriptors show which one serves a client, and nothing shows whose queue it is.
    const held = heldBy(procRoot, target);
    return { served: served.filter(({ inode }) => held?.has(inode)).length, waiting: 0 };
  }
  const waiting = lines.filter(({ state, inode }) => state === 'waiting' && inode === 0);
  return { served: served.length, waiting: waiting.length };
}

function countTcpClients(
  procRoot: string,
  target: Target,
  { address }: MonitorSocket,
  table: SocketTable,
): Clients {
  if (address.type !== 'tcp') return NO_CLIENTS;
  const lines = table.tcp().filter((line) => line.state === 'connected' && line.localPort === address.port);
  // Another program's connection may use the same local port: only the sockets that QEMU holds are served.
  const held = heldBy(procRoot, target);
  const isServed = (line: TcpSocketLine) =>
    held ? held.has(line.inode) : line.inode !== 0 && isAt(line, address);
  return {
    served: lines.filter(isServed).length,
    waiting: lines.filter((line) => line.inode === 0 && isAt(line, address)).length,
  };
}

/** The sockets of a target's process; `undefined` when it has none, or this user may not see them. */
function heldBy(procRoot: string, { process }: Target): ReadonlySet<number> | undefined {
  const files = process && readOpenFiles(procRoot, process.pid);
  return files && socketInodes(files);
}
