import { setImmediate as nextTurn } from 'node:timers/promises';
import { runCommand } from '../answers/commands.js';
import { QemuAbort } from '../answers/qemu-abort.js';
import type { Json, JsonObject } from '../wire/json.js';
import { isJsonObject } from '../wire/json.js';
import type { Call } from '../wire/request.js';
import type { MachineAction, MachineWord } from './action.js';
import { knownKind } from './fault-option.js';
import { FleetError } from './fleet-error.js';
import type { Member } from './member.js';
import { setFault } from './start-machine.js';

/**
 * Performs an action on one machine; resolves to its result, which most actions do not have.
 *
 * @throws {QmpError} when the machine refuses the command
 * @throws {FleetError} ERR_FLEET_ACTION when the action is not possible, or has killed the machine
 */
export async function act<K extends MachineWord>(member: Member, action: MachineAction<K>): Promise<unknown> {
  const run: Action<K> = ACTIONS[action.do];
  return run(member, action);
}

type Action<K extends MachineWord> = (member: Member, action: MachineAction<K>) => unknown;

/** Every action on a machine. */
const ACTIONS: { readonly [K in MachineWord]: Action<K> } = {
  fault: ({ qemu }, { do: _, machine: __, ...fault }) => setFault(qemu, fault),
  heal: ({ qemu }, { kind }) => qemu.heal(kind === undefined ? undefined : knownKind(kind)),
  emit: ({ qemu }, { event, data }) => qemu.emit(event, data && toJsonObject(data)),
  balloon: setBalloon,
  execute: (member, { command, arguments: args = {} }) => execute(member, command, toJsonObject(args)),
  calls: ({ qemu }, { command }) => callsOf(qemu.calls, command),
  stop: (member) => move(member, 'stop'),
  cont: (member) => move(member, 'cont'),
  reset: (member) => move(member, 'system_reset'),
  powerdown: (member) => move(member, 'system_powerdown'),
  suspend: ({ qemu }) => qemu.machine.suspend(),
  wakeup: (member) => move(member, 'system_wakeup'),
  oom: ({ qemu }) => qemu.balloon.oom(),
  watchdog: ({ qemu }) => qemu.machine.expireWatchdog(),
  panic: ({ qemu }) => qemu.machine.panic(),
  quit: async (member) => {
    move(member, 'quit');
    // The clients receive SHUTDOWN before their connections are closed.
    await nextTurn();
    await member.end();
  },
  kill: (member) => member.end(),
  start: (member) => member.start(),
  remove: (member) => member.remove(),
};

function setBalloon({ qemu }: Member, { stats, targetBytes }: MachineAction<'balloon'>): void {
  const shown = Object.entries(stats ?? {}).map(([key, value]) => [key, value ?? undefined]);
  qemu.balloon.set(Object.fromEntries(shown));
  if (targetBytes !== undefined) qemu.balloon.resize(BigInt(targetBytes));
}

function move(member: Member, command: string): void {
  execute(member, command, {});
}

function execute({ name, qemu: { machine } }: Member, command: string, args: JsonObject): unknown {
  try {
    return toPlain(runCommand(machine, { execute: command, arguments: args, isOob: false }));
  } catch (error) {
    if (!(error instanceof QemuAbort)) throw error;
    machine.onAbort();
    const message = `the machine '${name}' has died: ${error.message}`;
    throw new FleetError('ERR_FLEET_ACTION', message, { cause: error });
  }
}

function callsOf(calls: readonly Call[], command: string | undefined): unknown {
  return calls.filter(({ execute }) => command === undefined || execute === command).map(toPlain);
}

/** Converts plain data to the values of a parsed message: a whole number becomes an integer, not a double. */
function toJsonObject(value: object): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
}

function toJson(value: unknown): Json {
  if (Number.isInteger(value)) return BigInt(Number(value));
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && value !== null) return toJsonObject(value);
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? value : null;
}

/** The reverse, for JSON.stringify. An integer that a double cannot hold becomes a string of digits. */
function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map(toPlain);
  if (!isJsonObject(value as Json)) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, member]) => [key, toPlain(member)]),
  );
}
