import type { AgentMode } from '../agent/mock-agent.js';
import type { MachineOptions } from '../machine/machine-options.js';

/** A fault as plain data: its options stand beside its kind. */
export interface FaultSpec {
  readonly kind: string;
  readonly [option: string]: unknown;
}

export interface MonitorSpec {
  readonly listen?: string;
  readonly pretty?: boolean;
}

export interface AgentSpec {
  readonly mode?: AgentMode;
  readonly listen?: string;
  readonly hostName?: string;
  readonly mebibytes?: number;
  readonly lateMs?: number;
  readonly trickleMs?: number;
}

/** A machine as a scenario describes it: plain data. What has no `listen` gets a socket in the fleet's directory. */
export interface MachineSpec extends Omit<MachineOptions, 'name' | 'agent'>, MonitorSpec {
  /** How the fleet calls it, and its guest's name. */
  readonly name: string;
  readonly monitors?: readonly MonitorSpec[];
  readonly faults?: readonly FaultSpec[];
  /** The mode alone, or more. */
  readonly agent?: AgentMode | AgentSpec;
}

/** A machine, or so many of them that differ in what `{n}` stands for: 1, 2, … as wide as the last. */
export interface CountedSpec extends MachineSpec {
  readonly count?: number;
}

/** The machines that are meant; each has a seed and a UUID of its own when it is one of many. */
export function expandSpec({ count, ...spec }: CountedSpec): readonly MachineSpec[] {
  if (count === undefined) return [spec];
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1);
    const own = { seed: (spec.seed ?? 1) + index, uuid: spec.uuid ?? madeUpUuid(index + 1) };
    return { ...fillIn(spec, number.padStart(String(count).length, '0')), ...own };
  });
}

/** The addresses that a machine asks for, and where each stands in its description. */
export function listenersOf(spec: MachineSpec): readonly Listener[] {
  const agent = typeof spec.agent === 'object' ? spec.agent.listen : undefined;
  const all = [
    { path: ['listen'], address: spec.listen },
    ...(spec.monitors ?? []).map(({ listen }, index) => ({
      path: ['monitors', index, 'listen'],
      address: listen,
    })),
    { path: ['agent', 'listen'], address: agent },
  ];
  return all.flatMap(({ path, address }) => (address === undefined ? [] : [{ path, address }]));
}

export interface Listener {
  readonly path: readonly (string | number)[];
  readonly address: string;
}

function fillIn(spec: MachineSpec, number: string): MachineSpec {
  const filled = (text: string) => text.replaceAll('{n}', number);
  const listening = <T extends MonitorSpec>(where: T): T =>
    where.listen === undefined ? where : { ...where, listen: filled(where.listen) };
  return {
    ...listening(spec),
    name: filled(spec.name),
    ...(spec.monitors && { monitors: spec.monitors.map(listening) }),
    ...(typeof spec.agent === 'object' && { agent: listening(spec.agent) }),
  };
}

/** A random UUID's form (version 4), with the number in it. */
function madeUpUuid(number: number): string {
  return `6d6f636b-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
