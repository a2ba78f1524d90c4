import type { AgentMode } from '../agent/mock-agent.js';
import type { MachineOptions } from '../machine/machine-options.js';
import type { MockPortOptions } from '../port/mock-port.js';

/** A fault as plain data: its options are members beside `kind`. */
export interface FaultSpec {
  readonly kind: string;
  readonly [option: string]: unknown;
}

/** A further monitor, as plain data; `listen` as in {@link MonitorOptions}. */
export interface MonitorSpec {
  readonly listen?: string;
  /** See {@link ConnectOptions}. */
  readonly connect?: string;
  readonly reconnectMs?: number;
  readonly pretty?: boolean;
  readonly chardev?: string;
}

/** A guest agent, as plain data; see {@link AgentMode} for the options of each mode. */
export interface AgentSpec {
  readonly mode?: AgentMode;
  readonly listen?: string;
  readonly connect?: string;
  readonly reconnectMs?: number;
  readonly hostName?: string;
  readonly mebibytes?: number;
  readonly lateMs?: number;
  readonly trickleMs?: number;
}

/**
 * A machine as a scenario describes it, as plain data. A listener without `listen` gets a socket in the fleet's
 * directory.
 */
export interface MachineSpec extends Omit<MachineOptions, 'name' | 'agent'>, MonitorSpec {
  /** Its name in the fleet, and the name of its guest. */
  readonly name: string;
  readonly monitors?: readonly MonitorSpec[];
  readonly faults?: readonly FaultSpec[];
  /** The mode alone, or with options. */
  readonly agent?: AgentMode | AgentSpec;
  readonly ports?: readonly MockPortOptions[];
}

/**
 * A machine, or `count` machines that differ in the number that replaces `{n}`: 1, 2, …, with the digits of the last.
 */
export interface CountedSpec extends MachineSpec {
  readonly count?: number;
}

/** The machines that the description stands for. With `count`, each has its own seed and UUID. */
export function expandSpec({ count, ...spec }: CountedSpec): readonly MachineSpec[] {
  if (count === undefined) return [spec];
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1);
    const own = { seed: (spec.seed ?? 1) + index, uuid: spec.uuid ?? madeUpUuid(index + 1) };
    return { ...fillIn(spec, number.padStart(String(count).length, '0')), ...own };
  });
}

/** The addresses in a machine's description, each with its path there. */
export function listenersOf(spec: MachineSpec): readonly Listener[] {
  const agent = typeof spec.agent === 'object' ? spec.agent.listen : undefined;
  const all = [
    { path: ['listen'], address: spec.listen },
    ...(spec.monitors ?? []).map(({ listen }, index) => ({
      path: ['monitors', index, 'listen'],
      address: listen,
    })),
    { path: ['agent', 'listen'], address: agent },
    ...(spec.ports ?? []).map(({ listen }, index) => ({ path: ['ports', index, 'listen'], address: listen })),
  ];
  return all.flatMap(({ path, address }) => (address === undefined ? [] : [{ path, address }]));
}

/** An address, and its path in the description of a machine. */
export interface Listener {
  readonly path: readonly (string | number)[];
  readonly address: string;
}

function fillIn(spec: MachineSpec, number: string): MachineSpec {
  const filled = (text: string) => text.replaceAll('{n}', number);
  const listening = <T extends MonitorSpec>(where: T): T => ({
    ...where,
    ...(where.listen !== undefined && { listen: filled(where.listen) }),
    ...(where.connect !== undefined && { connect: filled(where.connect) }),
  });
  return {
    ...listening(spec),
    name: filled(spec.name),
    ...(spec.monitors && { monitors: spec.monitors.map(listening) }),
    ...(typeof spec.agent === 'object' && { agent: listening(spec.agent) }),
    ...(spec.ports && { ports: spec.ports.map(listening) }),
  };
}

/** In the form of a random UUID (version 4), with the number in it. */
function madeUpUuid(number: number): string {
  return `6d6f636b-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
