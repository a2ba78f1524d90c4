import { readOpenFiles } from '../linux/proc-fd.js';
import { bindSocket, type Owner, type Unusable } from './bind.js';
import { findQemuProcesses, type QemuProcess } from './qemu-processes.js';
import type { SocketTables } from './socket-tables.js';
import type { MonitorSocket, Target } from './target.js';

/** Finds every QEMU of a host with its monitors, without configuration, in the order of their pids. */
export function discover(procRoot: string, tables: SocketTables): readonly Target[] {
  return [...discoverEach(procRoot, tables)];
}

/** As {@link discover}, one at a time: the first can be queried while others are still being found. */
export function* discoverEach(procRoot: string, tables: SocketTables): Generator<Target> {
  for (const process of findQemuProcesses(procRoot)) {
    const target = targetOf(procRoot, process, tables);
    if (target) yield target;
  }
}

/** Finds the ways to the QEMU of a process; `undefined` when the process is not a QEMU. */
export function targetOf(procRoot: string, process: QemuProcess, tables: SocketTables): Target | undefined {
  const { pid, commandLine } = process;
  const owner: Owner = {
    procRoot,
    pid,
    openFiles: readOpenFiles(procRoot, pid),
    sockets: tables.of(process),
  };
  const sockets = commandLine.monitors.map((socket) => bindSocket(owner, socket));
  const monitors = sockets.filter(isMonitor);
  // Options alone do not make a process a QEMU: it must also hold the socket that they name.
  if (!process.hasQemuName && !monitors.some(({ listening }) => listening)) return undefined;
  const agent = commandLine.agent && bindSocket(owner, commandLine.agent);
  return {
    process,
    isNamed: false,
    monitors,
    agent: agent && isMonitor(agent) ? agent : undefined,
    whyNoMonitor: monitors.length > 0 ? '' : explain(sockets),
  };
}

function isMonitor(socket: MonitorSocket | Unusable): socket is MonitorSocket {
  return 'address' in socket;
}

function explain(sockets: readonly (MonitorSocket | Unusable)[]): string {
  const why = sockets.flatMap((socket) => (isMonitor(socket) ? [] : [socket.why])).join('; ');
  return why || 'QEMU was started without a QMP socket: give it -qmp unix:/path,server=on,wait=off';
}
