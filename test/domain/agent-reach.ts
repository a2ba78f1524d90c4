import { onTestFinished } from 'vitest';
import type { MockAgentOptions } from '../../mock-qemu/agent/mock-agent.js';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import type { Reach } from '../../src/domain/reach.js';
import { type AgentWait, withAgentOf } from '../../src/domain/with-agent.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { targetWithAgent } from './agent-target.js';

/** The ways to a mock guest `web` with an agent, over its real sockets; both end with the test. */
export async function reachOf(agent: MockAgentOptions = {}, wait?: AgentWait): Promise<Reach> {
  const qemu = await startMockQemu({ name: 'web', agent, disks: [{ id: 'disk0' }, { id: 'disk1' }] });
  const qmp = await QmpClient.connect(qemu.address);
  onTestFinished(async () => {
    await qmp.close();
    await qemu.close();
  });
  const reach = {
    name: 'web',
    target: targetWithAgent(qemu.agent?.address ?? ''),
    qmp,
    options: {},
    process: undefined,
    procRoot: '/proc',
    sysRoot: '/sys',
    cgroupRoot: undefined,
  };
  return { ...reach, withAgent: withAgentOf(reach, wait) };
}
