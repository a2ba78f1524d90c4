import type { SocketTable, SocketTables } from '../discover/socket-tables.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { isAt } from '../discover/tcp-address.js';
import type { TcpSocketLine } from '../linux/net-tcp.js';
import { readOpenFiles, socketInodes } from '../linux/proc-fd.js';
import { isStopped, readProcStat } from '../linux/proc-stat.js';

/**
 * What /proc shows of a monitor before a connection is made:
 *
 * - `free`: no client is served, none waits
 * - `busy`: a client is served
 * - `queued`: no client is served, and a connection waits: the main loop does not accept it
 * - `stopped`: nothing in the process runs
 * - `gone`: the process has ended
 */
export type Probe = SocketProbe | ProcessProbe;
export type SocketProbe = 'free' | 'busy' | 'queued';
export type ProcessProbe = 'stopped' | 'gone';

/**
 * Probes a process and one of its sockets. A connection that a monitor does not serve stays in its queue of one even after
 * it is closed, and keeps other clients out: hence the probe before each connection. Where /proc shows nothing (another
 * host), the socket counts as free.
 */
export function probeMonitor(
  procRoot: string,
  target: Target,
  socket: MonitorSocket,
  tables: SocketTables,
): Probe {
  return probeProcess(procRoot, target) ?? probeSocket(procRoot, target, socket, tables);
}

/** As {@link probeMonitor}, where the process has been probed already. */
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
 * Probes again after a monitor took our connection and did not greet. That connection is then in its queue, where it stays
 * after it is closed, unless it was accepted: so only a client that is served beside a queue is another one.
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

/** Why nothing in a process can answer; `undefined` where it runs, or no process is known. */
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

const NOBODY: Clients = { served: 0, waiting: 0 };

function countClients(
  procRoot: string,
  target: Target,
  socket: MonitorSocket,
  tables: SocketTables,
): Clients {
  if (socket.listening === undefined) return NOBODY;
  const table = tables.of(target.process);
  return socket.listening.path === undefined
    ? countTcpClients(procRoot, target, socket, table)
    : countUnixClients(procRoot, target, socket.listening.path, table);
}

function countUnixClients(procRoot: string, target: Target, path: string, table: SocketTable): Clients {
  const lines = table.unixAt(path);
  const served = lines.filter(({ state, inode }) => state === 'connected' && inode !== 0);
  if (target.process && lines.filter(({ state }) => state === 'listening').length > 1) {
    // Two QEMUs with one path: only the descriptors show whose client it is, and nothing shows whose queue.
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
  if (address.type !== 'tcp') return NOBODY;
  const lines = table.tcp().filter((line) => line.state === 'connected' && line.localPort === address.port);
  // Another program's connection may have the monitor's port for its own: only what QEMU holds is served.
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
