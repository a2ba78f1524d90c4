import { findQemuProcesses, readQemuProcess } from '../../src/discover/qemu-processes.js';
import type { AskingReach, QmpProcessReach } from '../../src/domain/qmp-reach.js';
import type { Reach } from '../../src/domain/reach.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { parseAddress } from '../../src/protocol/transport/address.js';

type ConnectedReach = AskingReach & QmpProcessReach & Pick<Reach, 'sysRoot' | 'target'> & AsyncDisposable;

/** Connects to a monitor of a real QEMU, for the topics that ask QEMU and look at its process. */
export async function connectReach(name: string, socket: string, pid: number): Promise<ConnectedReach> {
  const address = parseAddress(socket);
  const qmp = await QmpClient.connect(address, { greetingTimeoutMs: 10_000, commandTimeoutMs: 10_000 });
  const process = readQemuProcess('/proc', pid);
  return {
    name,
    qmp,
    options: {},
    process,
    procRoot: '/proc',
    sysRoot: '/sys',
    target: {
      process,
      isNamed: true,
      monitors: [{ address, listening: undefined }],
      agent: undefined,
      whyNoMonitor: '',
    },
    [Symbol.asyncDispose]: () => qmp.close(),
  };
}

/** The pid of a QEMU by the path of its monitor, as this machine counts it: the hosts of tests have pids of their own. */
export function pidOf(socket: string): number {
  for (const { pid, commandLine } of findQemuProcesses('/proc'))
    if (JSON.stringify(commandLine.monitors).includes(socket)) return pid;
  throw new Error(`no QEMU has ${socket}`);
}
