import { formatListenAddress, parseListenAddress } from '../listen/listen-address.js';
import { MockError } from '../listen/mock-error.js';
import { decodeFault } from '../monitor/decode-fault.js';
import { didYouMean } from '../monitor/nearest-word.js';
import { introspectionOf } from '../qapi/introspection.js';
import { VERSIONS } from '../qapi/versions.js';
import type { Action } from './action.js';
import { parseDuration } from './duration.js';
import { knownKind } from './fault-option.js';
import {
  type CountedSpec,
  expandSpec,
  type FaultSpec,
  listenersOf,
  type MachineSpec,
} from './machine-spec.js';
import { type DataPath, formatPath, type Problem } from './schema-problems.js';
import { unmatched } from './selector.js';

/** A scenario that conforms to the schema. */
export interface ScenarioData {
  readonly time?: 'real' | 'manual';
  readonly machines: readonly CountedSpec[];
  readonly timeline: readonly TimelineLine[];
}

/** An action of a timeline in a scenario; times have units, such as `5s`. */
export type TimelineLine = Action & { readonly at: string; readonly every?: string };

/** Checks the rules that a schema cannot express: names and addresses are unique, and references exist. */
export function findRuleProblems(scenario: ScenarioData): readonly Problem[] {
  const taken: Taken = { names: new Map(), addresses: new Map() };
  return [
    ...scenario.machines.flatMap((spec, index) => specProblems(spec, ['machines', index], taken)),
    ...scenario.timeline.flatMap((line, index) => lineProblems(line, ['timeline', index], taken)),
  ];
}

/** Checks the rules of one action. Whether its machines exist is checked when it is performed. */
export function findActionProblems(action: Action, path: DataPath = []): readonly Problem[] {
  if (action.do === 'add') {
    return specProblems(action.spec, [...path, 'spec'], { names: new Map(), addresses: new Map() });
  }
  if (action.do === 'fault') {
    const { do: _, machine: __, ...rest } = action;
    return faultProblems(withoutTimes(rest), path);
  }
  if (action.do === 'heal' && action.kind !== undefined) {
    const { kind } = action;
    return mockErrorIn([...path, 'kind'], () => knownKind(kind));
  }
  const isEmpty = action.do === 'balloon' && action.stats === undefined && action.targetBytes === undefined;
  if (isEmpty) return [{ path, message: "'stats' or 'targetBytes' is missing" }];
  return action.do === 'advance' ? durationProblems(action.by, [...path, 'by']) : [];
}

/** The path of the machine that uses each name and address. */
interface Taken {
  readonly names: Map<string, DataPath>;
  readonly addresses: Map<string, DataPath>;
}

function specProblems(counted: CountedSpec, path: DataPath, taken: Taken): readonly Problem[] {
  const faults = (counted.faults ?? []).flatMap((fault, index) =>
    faultProblems(fault, [...path, 'faults', index]),
  );
  const isMany = (counted.count ?? 1) > 1;
  const fixed = isMany ? unnumbered(counted) : [];
  if (fixed.length > 0) {
    const message = `with count ${counted.count} each machine needs its own value: add {n} to it`;
    return [...faults, ...fixed.map((member) => ({ path: [...path, ...member], message }))];
  }
  return [...faults, ...firstProblem(expandSpec(counted), path, taken)];
}

/** Of machines that differ only in a number, the first one with problems is reported, for all of them. */
function firstProblem(specs: readonly MachineSpec[], path: DataPath, taken: Taken): readonly Problem[] {
  for (const spec of specs) {
    const problems = [...nameProblems(spec, path, taken), ...addressProblems(spec, path, taken)];
    if (problems.length > 0) return problems;
  }
  return [];
}

function unnumbered(spec: MachineSpec): readonly DataPath[] {
  const texts = [{ path: ['name'], address: spec.name }, ...listenersOf(spec)];
  return texts
    .filter(({ address }) => !address.includes('{n}') && !address.endsWith(':0'))
    .map(({ path }) => path);
}

function nameProblems({ name }: MachineSpec, path: DataPath, taken: Taken): readonly Problem[] {
  // It becomes part of the name of a socket file, which is UTF-8.
  if (name !== Buffer.from(name).toString()) {
    return [{ path: [...path, 'name'], message: 'an unpaired surrogate is not valid in a name' }];
  }
  const owner = taken.names.get(name);
  taken.names.set(name, owner ?? path);
  if (owner === undefined) return [];
  return [{ path: [...path, 'name'], message: `'${name}' is already used by ${formatPath(owner)}` }];
}

function addressProblems(spec: MachineSpec, path: DataPath, taken: Taken): readonly Problem[] {
  return [...listenProblems(spec, path, taken), ...connectProblems(spec, path)];
}

/** A monitor or a port is a server or a client. */
function connectProblems(spec: MachineSpec, path: DataPath): readonly Problem[] {
  const monitors = [
    { here: path, monitor: spec },
    ...(spec.monitors ?? []).map((monitor, index) => ({ here: [...path, 'monitors', index], monitor })),
    ...(spec.ports ?? []).map((port, index) => ({ here: [...path, 'ports', index], monitor: port })),
  ];
  return monitors.flatMap(({ here, monitor: { connect, listen, reconnectMs } }) => {
    if (connect === undefined) {
      if (reconnectMs === undefined) return [];
      return [{ path: [...here, 'reconnectMs'], message: "'connect' is missing: only a client reconnects" }];
    }
    if (listen !== undefined) {
      return [{ path: [...here, 'connect'], message: "it conflicts with 'listen': leave out one" }];
    }
    return mockErrorIn([...here, 'connect'], () => parseListenAddress(connect));
  });
}

function listenProblems(spec: MachineSpec, path: DataPath, taken: Taken): readonly Problem[] {
  return listenersOf(spec).flatMap(({ path: member, address }) => {
    const here = [...path, ...member];
    const wrong = mockErrorIn(here, () => parseListenAddress(address));
    if (wrong.length > 0) return wrong;
    const key = keyOf(address);
    const owner = taken.addresses.get(key);
    // With port 0 the system chooses a different port each time.
    if (!key.endsWith(':0')) taken.addresses.set(key, owner ?? here);
    return owner === undefined
      ? []
      : [{ path: here, message: `${key} is already used by ${formatPath(owner)}` }];
  });
}

/** A WebSocket address is in conflict with a TCP address of the same port. */
function keyOf(address: string): string {
  return formatListenAddress(parseListenAddress(address)).replace(/^ws:\/\/(.*)\/$/, 'tcp:$1');
}

function lineProblems(line: TimelineLine, path: DataPath, taken: Taken): readonly Problem[] {
  if (line.do === 'advance') {
    return [{ path: [...path, 'do'], message: 'a timeline cannot advance its own time' }];
  }
  const times = [
    ...durationProblems(line.at, [...path, 'at']),
    ...(line.every === undefined ? [] : everyProblems(line.every, [...path, 'every'])),
  ];
  if (line.do === 'add') return [...times, ...specProblems(line.spec, [...path, 'spec'], taken)];
  const names = [...taken.names.keys()];
  const unknown = 'machine' in line ? unmatched(line.machine, names) : [];
  const missing = unknown.map((name) => ({
    path: [...path, 'machine'],
    message: `'${name}' is not a machine of this scenario`,
  }));
  return [...times, ...missing, ...findActionProblems(line, path)];
}

function durationProblems(text: string, path: DataPath): readonly Problem[] {
  return parseDuration(text) === undefined ? [{ path, message: `'${text}' is longer than 24 days` }] : [];
}

function everyProblems(text: string, path: DataPath): readonly Problem[] {
  if (parseDuration(text) === 0)
    return [{ path, message: `'${text}' is not a valid interval: expected more than 0` }];
  return durationProblems(text, path);
}

function faultProblems({ kind, ...options }: FaultSpec, path: DataPath): readonly Problem[] {
  const unknown = mockErrorIn([...path, 'kind'], () => knownKind(kind));
  const wrong = unknown.length > 0 ? unknown : mockErrorIn(path, () => decodeFault(kind, options));
  const { command } = options;
  return wrong.length > 0 || typeof command !== 'string' ? wrong : commandProblems(command, path);
}

/** A fault for a command that no version has would never take effect. */
function commandProblems(command: string, path: DataPath): readonly Problem[] {
  if (VERSIONS.some((version) => introspectionOf(version).commands.has(command))) return [];
  const known = VERSIONS.flatMap((version) => [...introspectionOf(version).commands.keys()]);
  const message = `'${command}' is not a command of QEMU ${VERSIONS.join(', ')}${didYouMean(command, known)}`;
  return [{ path: [...path, 'command'], message }];
}

/** The members of a timeline entry that belong to the fault. */
export function withoutTimes({ at: _, every: __, ...fault }: FaultSpec): FaultSpec {
  return fault;
}

/** The MockError that `check` throws, as a problem at `path`. */
function mockErrorIn(path: DataPath, check: () => unknown): readonly Problem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof MockError) return [{ path, message: error.message }];
    throw error;
  }
}
