import { blockInfo, emptyDriveInfo } from '../machine/disk.js';
import type { Machine } from '../machine/machine.js';
import { qomGet, qomList, qomSet } from '../machine/qom.js';
import { qomTree } from '../machine/qom-tree.js';
import { ArgumentReader } from '../qapi/arguments.js';
import { isAtLeast, versionInfo } from '../qapi/versions.js';
import type { Json } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { Request } from '../wire/request.js';
import { blockStats, emptyDriveStats } from './block-stats.js';
import {
  queryCpusFast,
  queryIothreads,
  queryMemorySizeSummary,
  querySpice,
  queryStatus,
  queryVnc,
} from './machine-answers.js';

/**
 * Runs a command on the machine; what it returns goes into `return`.
 *
 * @throws {QmpError} class CommandNotFound when the mock does not know the command, else as the command fails
 */
export function runCommand(machine: Machine, request: Request): Json {
  const command = findCommand(machine, request.execute);
  if (command === undefined) {
    throw new QmpError(`The command ${request.execute} has not been found`, 'CommandNotFound');
  }
  return command(machine, new ArgumentReader(request.arguments ?? {}));
}

type Command = (machine: Machine, args: ArgumentReader) => Json;

function findCommand(machine: Machine, name: string): Command | undefined {
  if (name === 'query-spice' && machine.spice === 'not-built') return undefined;
  return COMMANDS.get(name);
}

/** A command whose arguments are read to the end before it does anything. */
function taking<T>(
  read: (args: ArgumentReader, machine: Machine) => T,
  run: (m: Machine, args: T) => Json,
): Command {
  return (machine, reader) => {
    const args = read(reader, machine);
    reader.end();
    return run(machine, args);
  };
}

function plain(run: (machine: Machine) => Json): Command {
  return taking(() => undefined, run);
}

/** A command that answers `{}`. */
function doing(run: (machine: Machine) => void): Command {
  return plain((machine) => {
    run(machine);
    return {};
  });
}

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['qmp_capabilities', taking(readCapabilities, negotiatedAlready)],
  ['query-commands', plain(queryCommands)],
  ['query-version', plain((machine) => versionInfo(machine.version))],
  ['query-status', plain(queryStatus)],
  ['query-name', plain((machine) => (machine.name === '' ? {} : { name: machine.name }))],
  ['query-uuid', plain((machine) => ({ UUID: machine.uuid }))],
  ['query-cpus-fast', plain(queryCpusFast)],
  ['query-iothreads', plain(queryIothreads)],
  ['query-memory-size-summary', plain(queryMemorySizeSummary)],
  ['query-balloon', plain(queryBalloon)],
  ['balloon', taking((args) => args.integer('value'), resizeBalloon)],
  ['query-block', taking(readFlat, queryBlock)],
  ['query-blockstats', taking((args) => args.optionalBoolean('query-nodes'), queryBlockstats)],
  ['query-vnc', plain(queryVnc)],
  ['query-spice', plain(querySpice)],
  ['query-chardev', plain((machine) => machine.chardevs.map((chardev) => ({ ...chardev })))],
  [
    'qom-list',
    taking(
      (args) => args.string('path'),
      (machine, path) => qomList(qomTree(machine), path),
    ),
  ],
  [
    'qom-get',
    taking(readProperty, (machine, { path, property }) => qomGet(qomTree(machine), path, property)),
  ],
  ['qom-set', taking(readAssignment, setProperty)],
  ['stop', doing((machine) => machine.stop())],
  ['cont', doing((machine) => machine.cont())],
  ['system_reset', doing((machine) => machine.reset())],
  ['quit', doing((machine) => machine.quit())],
]);

/** Checks the arguments of qmp_capabilities; the only capability there is to enable is `oob`. */
export function readCapabilities(args: ArgumentReader): void {
  for (const capability of args.optionalArray('enable') ?? []) {
    // QEMU has no name for the member of a list in this text, and prints a null pointer.
    const refusal = `Parameter 'null' does not accept value '${String(capability)}'`;
    if (capability !== 'oob') throw new QmpError(refusal);
  }
}

function negotiatedAlready(): never {
  throw new QmpError('Capabilities negotiation is already complete, command ignored', 'CommandNotFound');
}

function queryCommands(machine: Machine): Json {
  const names = [...COMMANDS.keys()].filter((name) => findCommand(machine, name) !== undefined);
  return names.map((name) => ({ name }));
}

function queryBalloon(machine: Machine): Json {
  needBalloon(machine);
  return { actual: machine.balloon.actualBytes };
}

function resizeBalloon(machine: Machine, targetBytes: bigint): Json {
  needBalloon(machine);
  machine.balloon.resize(targetBytes);
  return {};
}

function needBalloon(machine: Machine): void {
  if (machine.balloonKind !== 'none') return;
  throw new QmpError('No balloon device has been activated', 'DeviceNotActive');
}

function readFlat(args: ArgumentReader, machine: Machine): boolean | undefined {
  return isAtLeast(machine.version, '11.1') ? args.optionalBoolean('flat') : undefined;
}

function queryBlock(machine: Machine): Json {
  const disks = machine.disks.map((disk) => blockInfo(disk, machine.version));
  return machine.emptyDrive ? [...disks, emptyDriveInfo()] : disks;
}

function queryBlockstats(machine: Machine): Json {
  const elapsedMs = machine.clock.elapsedMs();
  const disks = machine.disks.map((disk) => blockStats(disk, machine.version, elapsedMs));
  return machine.emptyDrive ? [...disks, emptyDriveStats(machine.version)] : disks;
}

function readProperty(args: ArgumentReader) {
  return { path: args.string('path'), property: args.string('property') };
}

function readAssignment(args: ArgumentReader) {
  return { ...readProperty(args), value: args.any('value') };
}

function setProperty(machine: Machine, to: { path: string; property: string; value: Json }): Json {
  qomSet(qomTree(machine), to.path, to.property, to.value);
  return {};
}
