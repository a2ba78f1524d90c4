import validate from '../../schemas/compiled/config.js';
import type { Config } from './config.js';
import { ConfigError } from './config-error.js';
import type { DeclaredConfig } from './declared-config.js';
import { decodeConfig } from './decode-config.js';
import { describeFaults, describeProblems } from './describe-problems.js';
import { findRuleProblems } from './find-rule-problems.js';
import type { ConfigProblem } from './problem.js';
import { findSchemaProblems } from './schema-problems.js';
import { parsePlacedData } from './yaml-places.js';

/**
 * Parses a configuration: YAML, or JSON, which is a subset of it.
 *
 * @param path the name of the file in messages
 * @throws {ConfigError} with a line for each problem, in the order of the file and at most twenty:
 *   `/etc/qgauge/qgauge.yaml:3:12: sinks[0].printer: 'jsn' is not one of json, …; did you mean 'json'?`
 */
export function parseConfig(text: string, path: string): Config {
  const placed = parsePlacedData(text);
  if (placed.faults.length > 0) throw new ConfigError(describeFaults(path, placed));
  const problems = findProblems(placed.value);
  if (problems.length > 0) throw new ConfigError(describeProblems(path, placed, problems));
  return decodeConfig(placed.value as DeclaredConfig);
}

/** The rules expect data that matches the schema. */
function findProblems(value: unknown): readonly ConfigProblem[] {
  const problems = findSchemaProblems(validate, value);
  return problems.length > 0 ? problems : findRuleProblems(value as DeclaredConfig);
}
