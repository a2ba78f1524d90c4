import { readQemuProcess } from '../../src/discover/qemu-processes.js';
import type { Reach } from '../../src/domain/reach.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { parseAddress } from '../../src/protocol/transport/address.js';

/** The ways to a real guest of this host; its owner closes the client. */
export async function reachOfProcess(
  name: string,
  pid: number,
  monitor: string,
): Promise<{ readonly reach: Reach; readonly client: QmpClient }> {
  const process = readQemuProcess('/proc', pid);
  if (process === undefined) throw new Error(`process ${pid} is not a QEMU`);
  const client = await QmpClient.connect(parseAddress(monitor));
  const reach: Reach = {
    name,
    target: { process, isNamed: false, monitors: [], agent: undefined, whyNoMonitor: '' },
    qmp: client,
    options: {},
    process,
    procRoot: '/proc',
    sysRoot: '/sys',
    cgroupRoot: undefined,
    withAgent: () => Promise.reject(new Error('this test needs no agent')),
  };
  return { reach, client };
}
