import type { Machine } from '../machine/machine.js';
import { checkArguments } from '../qapi/check-arguments.js';
import { type CommandInfo, introspectionOf } from '../qapi/introspection.js';
import { leastValue } from '../qapi/least-value.js';
import { recordedReply } from '../qapi/recorded-replies.js';
import { isAtLeast } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { Request } from '../wire/request.js';
import { absentHardware } from './absent-hardware.js';
import { backendHandlers } from './backend-answers.js';
import { balloonHandlers } from './balloon-answers.js';
import { blockHandlers } from './block-answers.js';
import { blockLookups } from './block-lookups.js';
import { buildHandlers } from './build-answers.js';
import { deviceSyncConfig } from './device-sync-config.js';
import { displayHandlers } from './display-answers.js';
import { type Handlers, text } from './handler.js';
import { runHmp } from './hmp/run-hmp.js';
import { machineHandlers } from './machine-answers.js';
import { memoryDumpHandlers, needCpu } from './memory-dump-answers.js';
import { migrationHandlers } from './migration-answers.js';
import { netHandlers } from './net-answers.js';
import { pciHandlers } from './pci-answers.js';
import { qomHandlers } from './qom-answers.js';
import { refusals } from './refusals.js';

import { runStateHandlers } from './run-state-answers.js';
import { snapshotHandlers } from './snapshot-answers.js';
import { transactionHandlers } from './transaction-answers.js';
import { virtioHandlers } from './virtio-answers.js';

/** The commands that are modelled; every other command returns the smallest value of its reply's type. */
const HANDLERS: Handlers = {
  qmp_capabilities: negotiatedAlready,
  'query-commands': queryCommands,
  'human-monitor-command': humanMonitor,
  'query-qmp-schema': (machine) => introspectionOf(machine.version).entries,
  ...absentHardware,
  ...refusals,
  ...deviceSyncConfig,
  ...buildHandlers,
  ...virtioHandlers,
  ...blockLookups,
  ...backendHandlers,
  ...memoryDumpHandlers,
  ...machineHandlers,
  ...runStateHandlers,
  ...displayHandlers,
  ...netHandlers,
  ...pciHandlers,
  ...qomHandlers,
  ...blockHandlers,
  ...snapshotHandlers,
  ...transactionHandlers,
  ...migrationHandlers,
  ...balloonHandlers,
};

/**
 * Runs a command on the machine and returns the value of the reply's `return`.
 *
 * @throws {QmpError} class CommandNotFound when the version does not have the command, else the command's own error
 * @throws {QemuAbort} when this version of QEMU aborts on it
 */
export function runCommand(machine: Machine, request: Request): Json {
  const schema = introspectionOf(machine.version);
  const command = findCommand(machine, request.execute);
  if (command === undefined) {
    throw new QmpError(`The command ${request.execute} has not been found`, 'CommandNotFound');
  }
  if (request.isOob && command['allow-oob'] !== true) {
    throw new QmpError(`The command ${request.execute} does not support OOB`);
  }
  const args = request.arguments ?? {};
  if (!isFreeForm(machine, command.name)) checkArguments(schema, command, args);
  const handler = Object.hasOwn(HANDLERS, command.name) ? HANDLERS[command.name] : undefined;
  if (handler !== undefined) return handler(machine, args);
  return recordedReply(machine.version, command.name) ?? leastValue(schema, command['ret-type']);
}

/** Its text is put together from the replies of QMP commands. */
function humanMonitor(machine: Machine, args: JsonObject): Json {
  const ask = (execute: string, given: JsonObject = {}) =>
    runCommand(machine, { execute, arguments: given, isOob: false });
  return runHmp(text(args, 'command-line') ?? '', { machine, ask, cpuIndex: needCpu(machine, args) });
}

/** Commands that take any property of a device or object, which the introspection does not describe. */
function isFreeForm(machine: Machine, command: string): boolean {
  return command === 'device_add' || (command === 'object-add' && !isAtLeast(machine.version, '6.0'));
}

function findCommand(machine: Machine, name: string): CommandInfo | undefined {
  if (name === 'query-spice' && machine.spice === 'not-built') return undefined;
  return introspectionOf(machine.version).commands.get(name);
}

/** Checks the arguments of qmp_capabilities, which a client sends before any other command. */
export function checkCapabilities(machine: Machine, args: JsonObject): void {
  const schema = introspectionOf(machine.version);
  const command = schema.commands.get('qmp_capabilities');
  if (command !== undefined) checkArguments(schema, command, args);
}

function negotiatedAlready(): never {
  throw new QmpError('Capabilities negotiation is already complete, command ignored', 'CommandNotFound');
}

/** In reverse order of registration, as QEMU lists them. */
function queryCommands(machine: Machine): Json {
  const { commands } = introspectionOf(machine.version);
  const names = [...commands.keys()].filter((name) => findCommand(machine, name) !== undefined);
  return names.reverse().map((name) => ({ name }));
}
