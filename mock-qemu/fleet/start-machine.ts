import { type MockAgent, startMockAgent } from '../agent/mock-agent.js';
import type { ListenOptions } from '../listen/one-client-server.js';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../mock-qemu.js';
import { claimSocket } from './claim-socket.js';
import { decodeFault } from './fault-option.js';
import { FleetError } from './fleet-error.js';
import type { AgentSpec, MachineSpec } from './machine-spec.js';
import { addressProblem, parseSocketAddress } from './socket-address.js';

/** A machine that runs, with all that listens for it. */
export interface StartedMachine {
  readonly qemu: MockQemu;
  /** Of the monitors. */
  readonly addresses: readonly string[];
  /** The guest agent's. */
  readonly agent: string | undefined;
  /** Only in manual time. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a machine from its description, every listener of which has an address by now.
 *
 * @throws {FleetError} ERR_FLEET_SOCKET when an address cannot be had
 */
export async function startMachine(spec: MachineSpec, time: 'real' | 'manual'): Promise<StartedMachine> {
  const { agent: agentSpec, faults = [], monitors: _, listen: __, driver, ...options } = spec;
  const agent = agentSpec === undefined ? undefined : await startAgent(agentOptions(agentSpec));
  try {
    const qemu = await startMockQemu({
      ...options,
      ...(await listenOptions(spec.listen)),
      ...(driver !== undefined && { driver: driverOf(driver) }),
      ...(agent?.path !== undefined && { agent: { path: agent.path, open: true } }),
    });
    for (const fault of faults) setFault(qemu, fault);
    const close = async () => {
      await Promise.all([qemu.close(), agent?.close()]);
    };
    return { qemu, addresses: [qemu.address], agent: agent?.address, advance: advanceOf(qemu, time), close };
  } catch (error) {
    await agent?.close();
    throw error;
  }
}

/** @throws {FleetError} ERR_FLEET_ACTION when there is no such fault */
export function setFault(qemu: MockQemu, fault: { readonly kind: string }): void {
  const { kind, options } = decodeFault(fault);
  qemu.fault(kind, options);
}

function agentOptions(spec: NonNullable<MachineSpec['agent']>): AgentSpec {
  return typeof spec === 'string' ? { mode: spec } : spec;
}

async function startAgent({ listen, ...options }: AgentSpec): Promise<MockAgent> {
  return startMockAgent({ ...options, ...(await listenOptions(listen)) });
}

async function listenOptions(listen: string | undefined): Promise<ListenOptions> {
  if (listen === undefined) return {};
  const problem = addressProblem(listen);
  if (problem !== undefined) throw new FleetError('ERR_FLEET_SOCKET', problem);
  const address = parseSocketAddress(listen);
  if (address?.type !== 'unix') return { port: address?.port ?? 0 };
  await claimSocket(address.path);
  return { path: address.path };
}

function driverOf(name: string): NonNullable<MockQemuOptions['driver']> {
  const drivers = {
    'linux-6.1': 'linux',
    'windows-without-service': 'empty',
    silent: 'silent',
    none: 'none',
  } as const;
  return Object.entries(drivers).find(([key]) => key === name)?.[1] ?? 'linux';
}

function advanceOf(qemu: MockQemu, time: 'real' | 'manual'): (ms: number) => Promise<void> {
  const advance = 'advance' in qemu && time === 'manual' ? qemu.advance : undefined;
  return async (ms) => {
    if (typeof advance === 'function') await advance(ms);
  };
}
