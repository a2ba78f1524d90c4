import type { ListenOptions } from '../listen/one-client-server.js';
import type { ManualTime } from '../machine/manual-time.js';
import { type MockQemu, startMockQemu } from '../mock-qemu.js';
import { claimSocket } from './claim-socket.js';
import { decodeFault } from './fault-option.js';
import { FleetError } from './fleet-error.js';
import type { AgentSpec, FaultSpec, MachineSpec } from './machine-spec.js';
import { addressProblem, parseSocketAddress } from './socket-address.js';

/**
 * Starts a machine from its description, every listener of which has an address by now.
 *
 * @throws {FleetError} ERR_FLEET_SOCKET when an address cannot be had
 */
export async function startMachine(spec: MachineSpec, time: 'real' | ManualTime): Promise<MockQemu> {
  const { agent, faults = [], monitors = [], listen, ...options } = spec;
  if (monitors.length > 0)
    throw new FleetError('ERR_FLEET_SOCKET', `${spec.name}: a machine has one monitor`);
  const qemu = await startMockQemu({
    ...options,
    ...(await listenOptions(listen)),
    ...(agent !== undefined && { agent: await agentOptions(agent) }),
    time,
  });
  try {
    for (const fault of faults) setFault(qemu, fault);
  } catch (error) {
    await qemu.close();
    throw error;
  }
  return qemu;
}

/** @throws {FleetError} ERR_FLEET_ACTION when there is no such fault */
export function setFault(qemu: MockQemu, fault: FaultSpec): void {
  const { kind, options } = decodeFault(fault);
  qemu.fault(kind, options);
}

async function agentOptions(agent: NonNullable<MachineSpec['agent']>): Promise<AgentSpec & ListenOptions> {
  const { listen, ...options }: AgentSpec = typeof agent === 'string' ? { mode: agent } : agent;
  return { ...options, ...(await listenOptions(listen)) };
}

async function listenOptions(listen: string | undefined): Promise<ListenOptions> {
  if (listen === undefined) return {};
  const problem = addressProblem(listen);
  if (problem !== undefined) throw new FleetError('ERR_FLEET_ADDRESS', problem);
  const address = parseSocketAddress(listen);
  if (address?.type !== 'unix') return { port: address?.port ?? 0 };
  await claimSocket(address.path);
  return { path: address.path };
}
