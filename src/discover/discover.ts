import { readOpenFiles, socketInodes } from '../linux/proc-fd.js';
import { bindSocket, isBound, type Owner } from './bind.js';
import { isListening } from './chardev.js';
import { explainNoMonitor } from './explain-no-monitor.js';
import { findQemuProcesses, type QemuProcess } from './qemu-processes.js';
import type { SocketTables } from './socket-tables.js';
import type { Target } from './target.js';

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

/** Finds the ways to the QEMU of a process; `undefined` when the process is not a QEMU with a machine. */
export function targetOf(procRoot: string, process: QemuProcess, tables: SocketTables): Target | undefined {
  const { commandLine } = process;
  if (!commandLine.hasMachine) return undefined;
  const owner = ownerOf(procRoot, process, tables);
  const sockets = commandLine.monitors.map((socket) =>
    isListening(socket) ? bindSocket(owner, socket) : socket,
  );
  const monitors = sockets.filter(isBound);
  // Options alone do not make a process a QEMU: it must also hold the socket that they name.
  if (!process.hasQemuName && !monitors.some(({ listening }) => listening)) return undefined;
  const agent = commandLine.agent && bindSocket(owner, commandLine.agent);
  return {
    process,
    isNamed: false,
    monitors,
    agent: agent && isBound(agent) ? agent : undefined,
    whyNoMonitor:
      monitors.length > 0
        ? ''
        : explainNoMonitor(
            owner,
            sockets.filter((socket) => 'why' in socket),
          ),
  };
}

/** What is known of a process's sockets. */
export function ownerOf(procRoot: string, process: QemuProcess, tables: SocketTables): Owner {
  const { pid, commandLine } = process;
  const [sockets, ours] = [tables.of(process), tables.of(undefined)];
  const openFiles = readOpenFiles(procRoot, pid);
  const held = openFiles && socketInodes(openFiles);
  return { procRoot, pid, commandLine, openFiles, held, sockets, ours };
}
