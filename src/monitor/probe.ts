import { type SocketTable, SocketTables } from '../discover/socket-tables.js';
import type { Monitor, Target } from '../discover/target.js';
import { isAt } from '../discover/tcp-address.js';
import type { TcpSocketLine } from '../linux/net-tcp.js';
import { readOpenFiles, socketInodes } from '../linux/proc-fd.js';
import { isStopped, readProcStat } from '../linux/proc-stat.js';

/**
 * What /proc shows of a monitor before anybody connects to it:
 *
 * - `free`: nobody is served, nobody waits
 * - `busy`: a client is being served
 * - `queued`: nobody is served, and a connection waits: the main loop does not accept it
 * - `stopped`: nothing in the process runs
 * - `gone`: the process has ended
 */
export type Probe = 'free' | 'busy' | 'queued' | 'stopped' | 'gone';

/**
 * Looks before connecting: a connection that a monitor does not serve stays in its queue of one even after we close it,
 * and keeps its owner out. Where /proc shows nothing (another host), the monitor counts as free.
 */
export function probeMonitor(
  procRoot: string,
  target: Target,
  monitor: Monitor,
  tables = new SocketTables(procRoot),
): Probe {
  return lookAtProcess(procRoot, target) ?? probeSocket(procRoot, target, monitor, tables);
}

/** As {@link probeMonitor}, for whoever has looked at the process already. */
export function probeSocket(
  procRoot: string,
  target: Target,
  monitor: Monitor,
  tables: SocketTables,
): 'free' | 'busy' | 'queued' {
  const { served, waiting } = countClients(procRoot, target, monitor, tables);
  if (served > 0) return 'busy';
  return waiting > 0 ? 'queued' : 'free';
}

/**
 * Looks again after a monitor took our connection and did not greet. Ours is then in its queue, where it stays after we
 * have closed it, unless it was accepted: so only a client beside a queue is somebody else.
 */
export function probeAfterSilence(
  procRoot: string,
  target: Target,
  monitor: Monitor,
  tables = new SocketTables(procRoot),
): Probe {
  const stop = lookAtProcess(procRoot, target);
  if (stop !== undefined) return stop;
  const { served, waiting } = countClients(procRoot, target, monitor, tables);
  return served > 0 && waiting > 0 ? 'busy' : 'free';
}

function lookAtProcess(procRoot: string, { process }: Target): 'gone' | 'stopped' | undefined {
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

function countClients(procRoot: string, target: Target, monitor: Monitor, tables: SocketTables): Clients {
  if (monitor.listening === undefined) return NOBODY;
  const table = tables.of(target.process);
  return monitor.listening.path === undefined
    ? countTcpClients(procRoot, target, monitor, table)
    : countUnixClients(procRoot, target, monitor.listening.path, table);
}

function countUnixClients(procRoot: string, target: Target, path: string, table: SocketTable): Clients {
  const lines = table.unixAt(path);
  const served = lines.filter(({ state, inode }) => state === 'connected' && inode !== 0);
  if (target.process && lines.filter(({ state }) => state === 'listening').length > 1) {
    // Two QEMUs with one path: only the descriptors tell whose client it is, and nothing tells whose queue.
    const held = heldBy(procRoot, target);
    return { served: served.filter(({ inode }) => held?.has(inode)).length, waiting: 0 };
  }
  const waiting = lines.filter(({ state, inode }) => state === 'waiting' && inode === 0);
  return { served: served.length, waiting: waiting.length };
}

function countTcpClients(
  procRoot: string,
  target: Target,
  { address }: Monitor,
  table: SocketTable,
): Clients {
  if (address.type !== 'tcp') return NOBODY;
  const lines = table.tcp().filter((line) => line.state === 'connected' && line.localPort === address.port);
  // Somebody else's connection may have the monitor's port for its own: only what QEMU holds is served.
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
