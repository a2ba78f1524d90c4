import type { MockAgentOptions } from '../agent/mock-agent.js';
import type { ManualTime } from '../machine/manual-time.js';
import { type MockQemu, startMockQemu } from '../mock-qemu.js';
import { decodeFault } from '../monitor/decode-fault.js';
import type { FaultSpec, MachineSpec } from './machine-spec.js';

/**
 * Starts a machine from its description, in which every listener has an address.
 *
 * @throws {MockError} when it cannot listen on an address, or an option or fault is not valid
 */
export function startMachine(spec: MachineSpec, time: 'real' | ManualTime): Promise<MockQemu> {
  const { agent, faults = [], ...options } = spec;
  return startMockQemu({
    ...options,
    ...(agent !== undefined && { agent: agentOptions(agent) }),
    faults: faults.map(({ kind, ...rest }) => decodeFault(kind, rest)),
    time,
  });
}

/** @throws {MockError} ERR_MOCK_FAULT when the fault or one of its options is not valid */
export function setFault(qemu: MockQemu, { kind, ...options }: FaultSpec): void {
  const { kind: known, ...decoded } = decodeFault(kind, options);
  qemu.fault(known, decoded);
}

function agentOptions(agent: NonNullable<MachineSpec['agent']>): MockAgentOptions {
  return typeof agent === 'string' ? { mode: agent } : agent;
}
