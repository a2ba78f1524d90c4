import { existsSync } from 'node:fs';
import type { Config } from '../config/config.js';
import { terminalSafe } from '../support/terminal-safe.js';
import type { Context } from './context.js';
import { UsageError } from './usage.js';

/**
 * Reads the configuration that is named, or else the standard one.
 *
 * @returns `undefined` when none is named, and the standard one does not exist
 * @throws {ConfigError} when it cannot be read, or is not valid
 */
export async function readConfigOf(
  path: string | undefined,
  { configFile }: Pick<Context, 'configFile'>,
): Promise<Config | undefined> {
  if (path === '') throw new UsageError('--config requires the name of a file');
  if (path === undefined && !existsSync(configFile)) return undefined;
  // Loaded when it is needed: most hosts have no configuration.
  const { readConfig } = await import('../config/read-config.js');
  return readConfig(path ?? configFile);
}

/**
 * What `--check` prints for a valid configuration.
 *
 * @throws {UsageError} when there is none
 */
export function describeCheck(
  path: string | undefined,
  config: Config | undefined,
  { configFile }: Pick<Context, 'configFile'>,
): string {
  if (config === undefined) throw new UsageError(`--check requires --config FILE, or ${configFile}`);
  const guests = config.guests.length === 0 ? '' : `guests: ${config.guests.length}, `;
  const shown = terminalSafe(path ?? configFile, 4096);
  return `${shown}: a valid configuration (${guests}sinks: ${config.sinks.length})\n`;
}
