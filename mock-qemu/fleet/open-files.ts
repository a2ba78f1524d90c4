import { readFileSync } from 'node:fs';
import { FleetError } from './fleet-error.js';
import type { MachineSpec } from './machine-spec.js';

/**
 * Checks, before anything is started, that this process may open enough files: one for each listener and one for its
 * client.
 *
 * @throws {FleetError} ERR_FLEET_OPEN_FILES when the limit is too low
 */
export function checkOpenFiles(
  specs: readonly MachineSpec[],
  limit: number | undefined = openFilesLimit(),
): void {
  const needed = filesNeeded(specs);
  if (limit === undefined || needed <= limit) return;
  throw new FleetError(
    'ERR_FLEET_OPEN_FILES',
    `${specs.length} machines and a client for each listener need ${needed} open files, but the limit of this process is ${limit}: start fewer machines, or raise the limit with \`ulimit -n ${needed}\``,
  );
}

/** The files that a Node process has open besides. */
const OTHER_FILES = 50;

function filesNeeded(specs: readonly MachineSpec[]): number {
  const listeners = specs.map(
    ({ monitors = [], agent, ports = [] }) =>
      1 + monitors.length + (agent === undefined ? 0 : 1) + ports.length,
  );
  return OTHER_FILES + 2 * listeners.reduce((sum, count) => sum + count, 0);
}

/**
 * `Max open files            1024                 524288               files`; undefined when unlimited or without
 * /proc.
 */
function openFilesLimit(): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
