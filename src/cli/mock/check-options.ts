import { UsageError } from '../usage.js';
import type { MockOptions } from './command.js';

/** Options that describe machines, and conflict with a file that does. */
const OF_MACHINES = [
  'listen',
  'name',
  'version',
  'memory',
  'vcpus',
  'status',
  'driver',
  'agent',
  'pretty',
  'fault',
  'count',
] as const satisfies readonly (keyof MockOptions)[];

/** Options that have no meaning beside a QEMU's command line. */
const OF_COMMAND_LINE = [
  ...(['listen', 'name', 'memory', 'vcpus', 'status', 'pretty', 'count'] as const),
  ...(['dir', 'scenario', 'replay', 'check'] as const),
];

/**
 * Checks that each option has those that it requires, and none that it excludes.
 *
 * @throws {UsageError}
 */
export function checkMockOptions(options: MockOptions, qemuArguments: readonly string[]): void {
  const { scenario, replay, check, match, timing, asQemu, launcher } = options;
  const [stranger] = qemuArguments;
  if (stranger !== undefined && !asQemu) {
    throw new UsageError(`'${stranger}' is not an option: only --as-qemu takes the command line of a QEMU`);
  }
  if (asQemu || launcher !== undefined) {
    const why = 'the command line of the QEMU describes the machine';
    exclude(options, OF_COMMAND_LINE, why);
  }
  if (asQemu && launcher !== undefined) {
    throw new UsageError('--launcher writes a program that adds --as-qemu itself: leave it out');
  }
  const empty = (['dir', 'scenario', 'replay', 'launcher'] as const).find((name) => options[name] === '');
  if (empty !== undefined) throw new UsageError(`--${empty} requires a path`);
  if (scenario !== undefined && replay !== undefined) {
    throw new UsageError('--scenario conflicts with --replay: leave out one');
  }
  if (scenario !== undefined) exclude(options, OF_MACHINES, '--scenario describes the machines');
  if (replay !== undefined) {
    const others = OF_MACHINES.filter((name) => name !== 'listen');
    exclude(options, [...others, 'dir', 'control'], '--replay answers as recorded');
  }
  if (check && scenario === undefined) throw new UsageError('--check requires --scenario FILE');
  if (replay !== undefined) return;
  const stray = match !== undefined ? 'match' : timing !== undefined ? 'timing' : undefined;
  if (stray !== undefined) throw new UsageError(`--${stray} requires --replay FILE`);
}

function exclude(options: MockOptions, names: readonly (keyof MockOptions)[], why: string): void {
  const found = names.find((name) => options[name] !== undefined);
  if (found !== undefined) throw new UsageError(`${why}: leave out --${found}`);
}
