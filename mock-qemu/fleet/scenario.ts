import { readTextFile } from '../replay/read-text-file.js';
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

/** The machines of a scenario, and the actions of its timeline. */
export interface Scenario {
  readonly time: 'real' | 'manual';
  readonly machines: readonly MachineSpec[];
  readonly timeline: readonly TimelineEntry[];
}

/** A scenario is not valid. The message has a line for each problem, up to 20; `problems` has all, with their paths. */
export class ScenarioError extends FleetError {
  /** `path` is the place in the data, such as `machines[0].driver`; empty for the whole, or a syntax error. */
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
 * @throws {ScenarioError} when it is not valid; each line of the message begins with `file:line:column`
 * @throws {FleetError} ERR_FLEET_SCENARIO when the file cannot be read
 */
export async function readScenario(file: string): Promise<Scenario> {
  const text = await readTextFile(
    file,
    (why, cause) =>
      new FleetError('ERR_FLEET_SCENARIO', `${file}: the scenario cannot be read: ${why}`, { cause }),
  );
  return parseScenario(text, file);
}

/**
 * Parses the text of a scenario, YAML or JSON.
 *
 * @param file the name of the text in messages
 * @throws {ScenarioError} as {@link readScenario}
 */
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
    placed.map(({ problem, offset }) => line(offset, formatProblem(problem))),
  );
}

/**
 * Decodes a scenario that is already parsed.
 *
 * @throws {ScenarioError} when it is not valid; each line of the message begins with the path in the data
 */
export function decodeScenario(value: unknown): Scenario {
  const { scenario, problems } = check(value);
  if (scenario !== undefined) return scenario;
  throw scenarioError(problems, problems.map(formatProblem));
}

/**
 * Decodes an action: an object with `do`, as a client of the control socket sends it.
 *
 * @throws {FleetError} ERR_FLEET_ACTION when it is not valid
 */
export function decodeAction(value: unknown): Action {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FleetError(
      'ERR_FLEET_ACTION',
      `${show(value)} is not an action: expected an object such as {"do":"list"}`,
    );
  }
  const timed = ['at', 'every'].find((key) => key in value);
  if (timed !== undefined) {
    throw new FleetError(
      'ERR_FLEET_ACTION',
      `'${timed}' is valid only in the timeline of a scenario: an action is performed at once`,
    );
  }
  // Checked as the only entry of a timeline: one schema describes the actions of both.
  const line = { machines: [], timeline: [{ at: '0s', ...value }] };
  const problems = findShapeProblems(line);
  const action = withSizesAsBytes(value) as Action;
  const all = problems.length > 0 ? problems : findActionProblems(action, ['timeline', 0]);
  if (all.length === 0) return action;
  const lines = all.map(({ path, message }) => formatProblem({ path: path.slice(2), message }));
  throw new FleetError('ERR_FLEET_ACTION', lines.join('; '));
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
  // After a syntax error the parser may report the same problem many times.
  const unique = [...new Set(lines)];
  const shown = unique.slice(0, MAX_SHOWN);
  if (unique.length > MAX_SHOWN) shown.push(`and ${unique.length - MAX_SHOWN} more`);
  return new ScenarioError(
    problems.map(({ path, message }) => ({ path: formatPath(path), message })),
    shown,
  );
}

const MAX_SHOWN = 20;

function formatProblem({ path, message }: Problem): string {
  return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
}
