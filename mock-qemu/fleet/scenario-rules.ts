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

/** A scenario as the schema has let it through. */
export interface ScenarioData {
  readonly time?: 'real' | 'manual';
  readonly machines: readonly CountedSpec[];
  readonly timeline: readonly TimelineLine[];
}

export type TimelineLine = Action & { readonly at: string; readonly every?: string };

/** The rules that a schema cannot tell: names and addresses are had once, and what is named is there. */
export function findRuleProblems(scenario: ScenarioData): readonly Problem[] {
  const taken: Taken = { names: new Map(), addresses: new Map() };
  return [
    ...scenario.machines.flatMap((spec, index) => specProblems(spec, ['machines', index], taken)),
    ...scenario.timeline.flatMap((line, index) => lineProblems(line, ['timeline', index], taken)),
  ];
}

/** Whether an action is one that can be performed at all; which machines there are shows when it is. */
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
    return told([...path, 'kind'], () => knownKind(kind));
  }
  const isEmpty = action.do === 'balloon' && action.stats === undefined && action.targetBytes === undefined;
  if (isEmpty) return [{ path, message: "'stats' or 'targetBytes' is missing" }];
  return action.do === 'advance' ? durationProblems(action.by, [...path, 'by']) : [];
}

/** Whose each name and address is, as a path. */
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
    const message = `with count ${counted.count} each machine needs its own: put {n} in it`;
    return [...faults, ...fixed.map((member) => ({ path: [...path, ...member], message }))];
  }
  return [...faults, ...firstProblem(expandSpec(counted), path, taken)];
}

/** Of many machines that differ in a number alone, the first that goes wrong tells it for all. */
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
  // It becomes the name of a socket's file, which is UTF-8.
  if (name !== Buffer.from(name).toString()) {
    return [{ path: [...path, 'name'], message: 'it holds half a surrogate pair, which is no text' }];
  }
  const owner = taken.names.get(name);
  taken.names.set(name, owner ?? path);
  if (owner === undefined) return [];
  return [{ path: [...path, 'name'], message: `'${name}' is taken by ${formatPath(owner)}` }];
}

function addressProblems(spec: MachineSpec, path: DataPath, taken: Taken): readonly Problem[] {
  return listenersOf(spec).flatMap(({ path: member, address }) => {
    const here = [...path, ...member];
    const wrong = told(here, () => parseListenAddress(address));
    if (wrong.length > 0) return wrong;
    const key = keyOf(address);
    const owner = taken.addresses.get(key);
    // Port 0 is a port of the system's choice, another one each time.
    if (!key.endsWith(':0')) taken.addresses.set(key, owner ?? here);
    return owner === undefined ? [] : [{ path: here, message: `${key} is taken by ${formatPath(owner)}` }];
  });
}

/** A WebSocket takes the same port as plain TCP. */
function keyOf(address: string): string {
  return formatListenAddress(parseListenAddress(address)).replace(/^ws:\/\/(.*)\/$/, 'tcp:$1');
}

function lineProblems(line: TimelineLine, path: DataPath, taken: Taken): readonly Problem[] {
  if (line.do === 'advance') {
    return [{ path: [...path, 'do'], message: 'a timeline cannot advance the time that it stands in' }];
  }
  const times = [
    ...durationProblems(line.at, [...path, 'at']),
    ...(line.every === undefined ? [] : everyProblems(line.every, [...path, 'every'])),
  ];
  if (line.do === 'add') return [...times, ...specProblems(line.spec, [...path, 'spec'], taken)];
  const names = [...taken.names.keys()];
  const unknown = 'machine' in line ? unmatched(line.machine, names) : [];
  const strangers = unknown.map((name) => ({
    path: [...path, 'machine'],
    message: `'${name}' is no machine of this scenario`,
  }));
  return [...times, ...strangers, ...findActionProblems(line, path)];
}

function durationProblems(text: string, path: DataPath): readonly Problem[] {
  return parseDuration(text) === undefined ? [{ path, message: `'${text}' is longer than 24 days` }] : [];
}

function everyProblems(text: string, path: DataPath): readonly Problem[] {
  if (parseDuration(text) === 0) return [{ path, message: `'${text}' would never let time pass` }];
  return durationProblems(text, path);
}

function faultProblems({ kind, ...options }: FaultSpec, path: DataPath): readonly Problem[] {
  const unknown = told([...path, 'kind'], () => knownKind(kind));
  const wrong = unknown.length > 0 ? unknown : told(path, () => decodeFault(kind, options));
  const { command } = options;
  return wrong.length > 0 || typeof command !== 'string' ? wrong : commandProblems(command, path);
}

/** A fault of a command that no QEMU has would never be played. */
function commandProblems(command: string, path: DataPath): readonly Problem[] {
  if (VERSIONS.some((version) => introspectionOf(version).commands.has(command))) return [];
  const known = VERSIONS.flatMap((version) => [...introspectionOf(version).commands.keys()]);
  const message = `'${command}' is no command of QEMU ${VERSIONS.join(', ')}${didYouMean(command, known)}`;
  return [{ path: [...path, 'command'], message }];
}

/** A fault's own members of a line of the timeline. */
export function withoutTimes({ at: _, every: __, ...fault }: FaultSpec): FaultSpec {
  return fault;
}

function told(path: DataPath, check: () => unknown): readonly Problem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof MockError) return [{ path, message: error.message }];
    throw error;
  }
}
