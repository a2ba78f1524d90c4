import { SocketTables } from '../discover/socket-tables.js';
import type { Monitor, Target } from '../discover/target.js';
import { readOpenFiles } from '../host/proc-fd.js';
import { isStopped, readProcStat } from '../host/proc-stat.js';

/**
 * What /proc shows of a monitor before anybody connects to it:
 *
 * - `free`: nobody is served, nobody waits
 * - `busy`: a client is being served
 * - `queued`: nobody is served, and a connection waits: the main loop does not accept it
 * - `stopped`: nothing in the process runs
 * - `gone`: the process has ended
 */
export type Look = 'free' | 'busy' | 'queued' | 'stopped' | 'gone';

/**
 * Looks before connecting: a connection that a monitor does not serve stays in its queue of one even after we close it,
 * and keeps its owner out. Where /proc shows nothing (another host), the monitor counts as free.
 */
export function lookAt(
  procRoot: string,
  target: Target,
  monitor: Monitor,
  tables = new SocketTables(procRoot),
): Look {
  if (target.process) {
    const stat = readProcStat(procRoot, target.process.pid);
    if (stat === undefined || stat.startTicks !== target.process.startTicks) return 'gone';
    if (isStopped(stat)) return 'stopped';
  }
  if (monitor.listening === undefined) return 'free';
  return monitor.listening.path === undefined
    ? lookAtTcp(monitor, tables.of(target.process?.pid))
    : lookAtUnix(procRoot, target, monitor.listening.path, tables);
}

function lookAtUnix(procRoot: string, target: Target, path: string, tables: SocketTables): Look {
  const lines = tables.of(target.process?.pid).unix.filter((line) => line.path === path);
  const isShared = lines.filter(({ state }) => state === 'listening').length > 1;
  const served = lines.filter(({ state, inode }) => state === 'connected' && inode !== 0);
  if (isShared && target.process) {
    // Two QEMUs with one path: only the descriptors tell whose client it is, and nothing tells whose queue.
    const held = new Set(readOpenFiles(procRoot, target.process.pid)?.sockets.values());
    return served.some(({ inode }) => held.has(inode)) ? 'busy' : 'free';
  }
  if (served.length > 0) return 'busy';
  return lines.some(({ state, inode }) => state === 'waiting' && inode === 0) ? 'queued' : 'free';
}

function lookAtTcp(monitor: Monitor, table: ReturnType<SocketTables['of']>): Look {
  if (monitor.address.type !== 'tcp') return 'free';
  const { port } = monitor.address;
  const connected = table.tcp().filter(({ state, localPort }) => state === 'connected' && localPort === port);
  if (connected.some(({ inode }) => inode !== 0)) return 'busy';
  return connected.length > 0 ? 'queued' : 'free';
}
