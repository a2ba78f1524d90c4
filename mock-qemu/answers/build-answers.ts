import { isMicrovm } from '../machine/board.js';
import type { Machine } from '../machine/machine.js';
import { recordedReply } from '../qapi/recorded-replies.js';
import { isAtLeast } from '../qapi/versions.js';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { type Handlers, text } from './handler.js';
import { QemuAbort } from './qemu-abort.js';

/** Commands with an argument whose answer depends on the build alone. */
export const buildHandlers: Handlers = {
  'query-command-line-options': queryCommandLineOptions,
  // Only a chardev on a socket has a connection that QEMU can yank.
  'query-yank': (machine) =>
    machine.chardevs
      .filter(({ filename }) => /(^|:)(unix|tcp|websocket):/.test(filename))
      .map(({ label }) => ({ type: 'chardev', id: label })),
  'query-acpi-ospm-status': queryAcpiOspmStatus,
};

/**
 * Returns no memory slots, since no machine of the mock has some for hotplug. QEMU 11.1 returns the CPUs, too.
 *
 * @throws {QemuAbort} on a microvm of 5.2
 */
function queryAcpiOspmStatus(machine: Machine): Json {
  const { version } = machine;
  if (version === '5.2' && isMicrovm(machine)) throw new QemuAbort(version, 'query-acpi-ospm-status');
  if (!isAtLeast(version, '11.1') || isMicrovm(machine)) return [];
  return machine.threadIds.map((_, index) => ({
    slot: String(index),
    'slot-type': 'CPU',
    source: 0,
    status: 0,
  }));
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
