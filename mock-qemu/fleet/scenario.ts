import { readFile } from 'node:fs/promises';
import type { Action } from './action.js';
import { parseDuration } from './duration.js';
import { FleetError } from './fleet-error.js';
import { type CountedSpec, expandSpec, type MachineSpec } from './machine-spec.js';
import {
  findActionProblems,
  findRuleProblems,
  type ScenarioData,
  type TimelineLine,
} from './scenario-rules.js';
import { findSchemaProblems, formatPath, type Problem, show } from './schema-problems.js';
import { findSizeProblems, withSizesAsBytes } from './size.js';
import type { TimelineEntry } from './timeline.js';
import { readPlacedData } from './yaml-places.js';

/** Which machines there are, and what happens to them when. */
export interface Scenario {
  readonly time: 'real' | 'manual';
  readonly machines: readonly MachineSpec[];
  readonly timeline: readonly TimelineEntry[];
}

/** A scenario that breaks rules: all of them, each on a line of the message and with its place in the data. */
export class ScenarioError extends FleetError {
  readonly problems: readonly { readonly path: string; readonly message: string }[];

  constructor(
    problems: readonly { readonly path: string; readonly message: string }[],
    lines: readonly string[],
  ) {
    super('ERR_FLEET_SCENARIO', lines.join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads a scenario file, YAML or JSON.
 *
 * @throws {ScenarioError} each line with the file, line and column of what is wrong
 */
export async function readScenario(file: string): Promise<Scenario> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FleetError('ERR_FLEET_SCENARIO', `${file}: the scenario cannot be read: ${why}`, { cause });
  }
  return parseScenario(text, file);
}

/** The same for a text; `file` is what messages call it. */
export function parseScenario(text: string, file: string): Scenario {
  const { value, offsetOf, placeOf, errors } = readPlacedData(text);
  const line = (offset: number, message: string) => `${file}:${placeOf(offset)}: ${message}`;
  if (errors.length > 0) {
    throw scenarioError(
      errors.map(({ message }) => ({ path: [], message })),
      errors.map(({ offset, message }) => line(offset, message)),
    );
  }
  const { scenario, problems } = check(value);
  if (scenario !== undefined) return scenario;
  const placed = problems.map((problem) => ({ problem, offset: offsetOf(problem.path, problem.isKey) }));
  placed.sort((a, b) => a.offset - b.offset);
  throw scenarioError(
    placed.map(({ problem }) => problem),
    placed.map(({ problem, offset }) => line(offset, tell(problem))),
  );
}

/**
 * Takes data for a scenario.
 *
 * @throws {ScenarioError} each line with the path of what is wrong
 */
export function decodeScenario(value: unknown): Scenario {
  const { scenario, problems } = check(value);
  if (scenario !== undefined) return scenario;
  throw scenarioError(problems, problems.map(tell));
}

/**
 * Takes data for an action. One vocabulary serves all, so it is checked as the only line of a timeline.
 *
 * @throws {FleetError} ERR_FLEET_ACTION
 */
export function decodeAction(value: unknown): Action {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FleetError(
      'ERR_FLEET_ACTION',
      `${show(value)} is no action: send an object such as {"do":"list"}`,
    );
  }
  const timed = ['at', 'every'].find((key) => key in value);
  if (timed !== undefined) {
    throw new FleetError(
      'ERR_FLEET_ACTION',
      `'${timed}' is for the timeline of a scenario: an action happens at once`,
    );
  }
  const line = { machines: [], timeline: [{ at: '0s', ...value }] };
  const problems = findShapeProblems(line);
  const action = withSizesAsBytes(value) as Action;
  const all = problems.length > 0 ? problems : findActionProblems(action, ['timeline', 0]);
  if (all.length === 0) return action;
  const told = all.map(({ path, message }) => tell({ path: path.slice(2), message }));
  throw new FleetError('ERR_FLEET_ACTION', told.join('; '));
}

function check(value: unknown): { readonly scenario?: Scenario; readonly problems: readonly Problem[] } {
  const problems = findShapeProblems(value);
  if (problems.length > 0) return { problems };
  const data = withDefaults(withSizesAsBytes(value) as DeclaredScenario);
  const broken = findRuleProblems(data);
  if (broken.length > 0) return { problems: broken };
  const machines = data.machines.flatMap(expandSpec);
  return {
    scenario: { time: data.time ?? 'real', machines, timeline: data.timeline.map(toEntry) },
    problems: [],
  };
}

function findShapeProblems(value: unknown): readonly Problem[] {
  const problems = findSchemaProblems(value);
  return problems.length > 0 ? problems : findSizeProblems(value);
}

interface DeclaredScenario {
  readonly time?: 'real' | 'manual';
  readonly defaults?: Partial<CountedSpec>;
  readonly machines: readonly CountedSpec[];
  readonly timeline?: readonly TimelineLine[];
}

function withDefaults({ defaults, machines, timeline = [], ...rest }: DeclaredScenario): ScenarioData {
  const whole = (spec: CountedSpec): CountedSpec => ({ ...defaults, ...spec });
  return {
    ...rest,
    machines: machines.map(whole),
    timeline: timeline.map((line) => (line.do === 'add' ? { ...line, spec: whole(line.spec) } : line)),
  };
}

function toEntry({ at, every, ...action }: TimelineLine): TimelineEntry {
  const everyMs = every === undefined ? undefined : parseDuration(every);
  return { atMs: parseDuration(at) ?? 0, ...(everyMs !== undefined && { everyMs }), action };
}

function scenarioError(problems: readonly Problem[], lines: readonly string[]): ScenarioError {
  // A parser that has lost its way says one thing many times.
  const unique = [...new Set(lines)];
  const shown = unique.slice(0, MAX_SHOWN);
  if (unique.length > MAX_SHOWN) shown.push(`and ${unique.length - MAX_SHOWN} more`);
  return new ScenarioError(
    problems.map(({ path, message }) => ({ path: formatPath(path), message })),
    shown,
  );
}

const MAX_SHOWN = 20;

function tell({ path, message }: Problem): string {
  return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
}
