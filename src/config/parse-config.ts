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
 * Parses a configuration: YAML, or JSON, which is a subset of it.
 *
 * @param path the name of the file in messages
 * @throws {ConfigError} with a line for each problem, in the order of the file and at most twenty:
 *   `/etc/qgauge/qgauge.yaml:3:12: sinks[0].printer: 'jsn' is not one of json, …; did you mean 'json'?`
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

/** The rules expect data that matches the schema. */
function findProblems(value: unknown): readonly ConfigProblem[] {
  const problems = findSchemaProblems(value);
  return problems.length > 0 ? problems : findRuleProblems(value as DeclaredConfig);
}

function toFault({ path, message, isKey }: ConfigProblem, placed: PlacedData): Fault {
  const located = path.length === 0 ? message : `${formatPath(path)}: ${message}`;
  return { offset: placed.offsetOf(path, isKey), message: located };
}

const MAX_REPORTED = 20;
/** Locating a problem takes a walk through the document; only a file of another kind has more problems than this. */
const MAX_PLACED = 500;

/** @param more how many faults there are beyond those in `faults` */
function configError(path: string, placed: PlacedData, faults: readonly Fault[], more = 0): ConfigError {
  const inOrder = [...faults].sort((a, b) => a.offset - b.offset);
  const lines = inOrder.map(({ offset, message }) => {
    return stripControls(`${path}:${placed.placeOf(offset)}: ${message}`);
  });
  // After a syntax error the parser may report the same fault many times.
  const unique = [...new Set(lines)];
  const left = unique.length + more - MAX_REPORTED;
  const reported = left > 0 ? [...unique.slice(0, MAX_REPORTED), `${path}: and ${left} more`] : unique;
  return new ConfigError(reported.join('\n'));
}
