import { isMicrovm } from '../machine/board.js';
import type { Machine } from '../machine/machine.js';
import { recordedReply } from '../qapi/recorded-replies.js';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { type Handlers, text } from './handler.js';
import { QemuAbort } from './qemu-abort.js';

/** Facts of the build that take an argument. */
export const buildHandlers: Handlers = {
  'query-command-line-options': queryCommandLineOptions,
  // QEMU can cut the connection of a chardev that is a socket.
  'query-yank': (machine) =>
    machine.chardevs
      .filter(({ filename }) => /(^|:)(unix|tcp|websocket):/.test(filename))
      .map(({ label }) => ({ type: 'chardev', id: label })),
  'query-acpi-ospm-status': queryAcpiOspmStatus,
};

/**
 * Empty: no machine of the mock has memory that can be plugged.
 *
 * @throws {QemuAbort} on a microvm of 5.2
 */
function queryAcpiOspmStatus(machine: Machine): Json {
  const { version } = machine;
  if (version === '5.2' && isMicrovm(machine)) throw new QemuAbort(version, 'query-acpi-ospm-status');
  return [];
}

function queryCommandLineOptions(machine: Machine, args: JsonObject): Json {
  const all = recordedReply(machine.version, 'query-command-line-options');
  const groups = Array.isArray(all) ? all.filter((group: Json) => isJsonObject(group)) : [];
  const option = text(args, 'option');
  if (option === undefined) return groups;
  const chosen = groups.filter((group) => group.option === option);
  if (chosen.length === 0) throw new QmpError(`invalid option name: ${option}`);
  return chosen;
}
