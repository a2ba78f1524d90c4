import type { Machine } from '../machine/machine.js';
import { isAtLeast } from '../qapi/versions.js';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { doing, type Handler, type Handlers, integer, text } from './handler.js';
import { refused, reworded } from './refuse.js';

/** A machine without VNC has no password. */
const NO_VNC = 'No VNC display is present';

/** Commands for hardware, accelerators and modes that the mock's machine does not have, with QEMU's own errors. */
export const refusals: Handlers = {
  ...refused('SEV launch measurement is not available', ['query-sev-launch-measure']),
  ...refused('KVM not enabled', ['query-sev-capabilities']),
  ...refused('SEV is not enabled', ['query-sev-attestation-report']),
  ...refused('SEV not enabled for guest', ['sev-inject-launch-secret']),
  ...refused('No EPC regions defined, SGX not available', ['query-sgx']),
  'query-sgx-capabilities': reworded(
    'SGX is not enabled in KVM',
    '10.0',
    "Could not open '/dev/sgx_vepc': No such file or directory",
  ),
  ...refused('VM Generation ID device not found', ['query-vm-generation-id']),
  ...refused('no hv-balloon device present', ['query-hv-balloon-status-report']),
  dumpdtb: reworded("This machine doesn't have a FDT", '10.0', "This machine doesn't have an FDT"),
  ...refused('Internal profiler not compiled', ['x-query-profile']),
  ...refused('USB support not enabled', ['x-query-usb']),
  ...refused('setting the breakpoint is allowed only in play mode', ['replay-break']),
  ...refused('replay breakpoints are allowed only in play mode', ['replay-delete-break']),
  ...refused('replay must be enabled to seek', ['replay-seek']),
  ...refused('The command is permitted only before the machine has been created', ['set-numa-node']),
  ...refused('The command is permitted only before machine initialization', ['x-exit-preconfig']),
  'x-colo-lost-heartbeat': reworded("The feature 'colo' is not enabled", '10.0', 'VM is not in COLO mode'),
  ...refused("'-incoming' was not specified on the command line", ['migrate-incoming']),
  ...refused('Enable postcopy with migrate_set_capability before the start of migration', [
    'migrate-start-postcopy',
  ]),
  ...refused('Migrate recover can only be run when postcopy is paused.', ['migrate-recover']),
  'migrate-pause': reworded(
    'migrate-pause is currently only supported during postcopy-active state',
    '10.0',
    'migrate-pause is currently only supported during postcopy-active or postcopy-recover state',
  ),
  ...refused("dirty page limit feature requires KVM with accelerator property 'dirty-ring-size' set'", [
    'set-vcpu-dirty-limit',
  ]),
  ...refused('No file descriptor supplied via SCM_RIGHTS', ['getfd', 'add-fd']),
  'change-vnc-password': reworded('Could not set password', '11.1', NO_VNC),
  ...refused('Can not find vnc display', ['display-update']),
  client_migrate_info: doing((_, args) => {
    if (text(args, 'protocol') !== 'spice') throw new QmpError("Parameter 'protocol' expects 'spice'");
    throw new QmpError('SPICE is not in use', 'DeviceNotActive');
  }),
  set_password: password(reworded('Could not set password', '11.1', NO_VNC)),
  expire_password: (machine, args) => {
    const time = text(args, 'time') ?? '';
    if (isAtLeast(machine.version, '10.0') && !/^(now|never|\+?\d+)$/.test(time)) {
      throw new QmpError(`Parameter 'time' doesn't take value '${time}'`);
    }
    return expirePassword(machine, args);
  },
  ...withoutSubject('name', (name) => `rocker ${name} not found`, [
    'query-rocker',
    'query-rocker-ports',
    'query-rocker-of-dpa-flows',
    'query-rocker-of-dpa-groups',
  ]),
  ...withoutSubject('device', (name) => `Device '${name}' not found`, ['ringbuf-write', 'ringbuf-read']),
  // Only the configuration of a vhost-user disk can be synchronized, and the machine has none.
  ...withoutSubject('fdname', (name) => `File descriptor named '${name}' not found`, ['closefd']),
  ...withoutSubject('fdname', (name) => `File descriptor named '${name}' has not been found`, ['add_client']),
  'remove-fd': doing((_, args) => {
    const fd = integer(args, 'fd');
    const wanted = `fdset-id:${integer(args, 'fdset-id')}${fd === undefined ? '' : `, fd:${fd}`}`;
    throw new QmpError(`File descriptor named '${wanted}' not found`);
  }),
  'trace-event-get-state': traceEvents,
  'trace-event-set-state': traceEvents,
  yank: doing((_, args) => {
    if (Array.isArray(args.instances) && args.instances.length > 0) {
      throw new QmpError('Instance not found', 'DeviceNotFound');
    }
  }),
  'query-cpu-model-expansion': (_, args) => {
    const name = isJsonObject(args.model) ? text(args.model, 'name') : undefined;
    throw new QmpError(`CPU model '${name ?? ''}' not found`);
  },
};

/** The machine has no object of this kind, so that every name is unknown. */
function withoutSubject(
  member: string,
  message: (name: string) => string,
  commands: readonly string[],
): Record<string, Handler> {
  const refuse: Handler = (_, args) => {
    throw new QmpError(message(text(args, member) ?? ''));
  };
  return Object.fromEntries(commands.map((command) => [command, refuse]));
}

const expirePassword = password(() => {
  throw new QmpError('Could not set password expire time');
});

function password(refuse: Handler): Handler {
  return (machine, args) => {
    const usesSpice = machine.spice !== undefined && machine.spice !== 'not-built';
    if (text(args, 'protocol') === 'spice' && !usesSpice) {
      throw new QmpError('SPICE is not in use', 'DeviceNotActive');
    }
    return refuse(machine, args);
  };
}

/** A pattern that matches nothing is accepted; an unknown name is not. */
function traceEvents(machine: Machine, args: JsonObject): Json {
  const name = text(args, 'name') ?? '';
  const vcpu = BigInt.asUintN(32, integer(args, 'vcpu') ?? 0n);
  if (vcpu >= machine.threadIds.length) throw new QmpError(`invalid vCPU index ${vcpu}`);
  if (/[*?]/.test(name)) return [];
  throw new QmpError(`unknown event "${name}"`);
}
