import { stripControls } from '../support/terminal-safe.js';
import type { Config } from './config.js';
import { ConfigError } from './config-error.js';
import type { DeclaredConfig } from './declared-config.js';
import { decodeConfig } from './decode-config.js';
import { findRuleProblems } from './find-rule-problems.js';
import { type ConfigProblem, formatPath } from './problem.js';
import { findSchemaProblems } from './schema-problems.js';
import { type Fault, type PlacedData, parsePlacedData } from './yaml-places.js';

/**
 * Parses a configuration: YAML, or JSON, which is YAML too. `path` is what messages call it.
 *
 * @throws {ConfigError} a line for each thing that is wrong, in the order of the file and up to twenty:
 *   `/etc/qgauge/qgauge.yaml:3:12: sinks[0].printer: 'jsn' is none of json, …; did you mean 'json'?`
 */
export function parseConfig(text: string, path: string): Config {
  const placed = parsePlacedData(text);
  if (placed.faults.length > 0) throw configError(path, placed, placed.faults);
  const problems = findProblems(placed.value);
  if (problems.length > 0) {
    const faults = problems.slice(0, MAX_PLACED).map((problem) => toFault(problem, placed));
    throw configError(path, placed, faults, problems.length - faults.length);
  }
  return decodeConfig(placed.value as DeclaredConfig);
}

/** The rules speak of data that the schema has let through. */
function findProblems(value: unknown): readonly ConfigProblem[] {
  const problems = findSchemaProblems(value);
  return problems.length > 0 ? problems : findRuleProblems(value as DeclaredConfig);
}

function toFault({ path, message, isKey }: ConfigProblem, placed: PlacedData): Fault {
  const told = path.length === 0 ? message : `${formatPath(path)}: ${message}`;
  return { offset: placed.offsetOf(path, isKey), message: told };
}

const MAX_TOLD = 20;
/** To find the place of one takes a walk through the document; a file has so many when it is none of ours. */
const MAX_PLACED = 500;

/** `more`: how many there are besides. */
function configError(path: string, placed: PlacedData, faults: readonly Fault[], more = 0): ConfigError {
  const inOrder = [...faults].sort((a, b) => a.offset - b.offset);
  const lines = inOrder.map(({ offset, message }) => {
    return stripControls(`${path}:${placed.placeOf(offset)}: ${message}`);
  });
  // A parser that has lost its way says one thing many times.
  const unique = [...new Set(lines)];
  const left = unique.length + more - MAX_TOLD;
  const told = left > 0 ? [...unique.slice(0, MAX_TOLD), `${path}: and ${left} more`] : unique;
  return new ConfigError(told.join('\n'));
}
