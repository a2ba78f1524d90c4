import { findGuest } from '../../src/discover/find-guest.js';
import type { Reach } from '../../src/domain/reach.js';
import { withAgentOf } from '../../src/domain/with-agent.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { parseAddress } from '../../src/protocol/transport/address.js';

/** The ways to a real guest of this host, also to its agent; its owner closes the client. */
export async function reachOfProcess(
  name: string,
  pid: number,
  monitor: string,
): Promise<{ readonly reach: Reach; readonly client: QmpClient }> {
  const { target } = findGuest(String(pid));
  const client = await QmpClient.connect(parseAddress(monitor));
  const found = {
    ...{ name, target, qmp: client, options: {}, process: target.process },
    ...{ procRoot: '/proc', sysRoot: '/sys', cgroupRoot: undefined },
  };
  return { reach: { ...found, withAgent: withAgentOf(found, { timeoutMs: 10_000 }) }, client };
}
