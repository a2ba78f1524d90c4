import type { Machine } from '../machine/machine.js';
import { isAtLeast } from '../qapi/versions.js';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { doing, type Handler, type Handlers, integer, text } from './handler.js';

/** Commands for hardware, accelerators and modes that the mock's machine does not have, with QEMU's own errors. */
export const refusals: Handlers = {
  ...refused('SEV launch measurement is not available', ['query-sev-launch-measure']),
  ...refused('KVM not enabled', ['query-sev-capabilities']),
  ...refused('SEV is not enabled', ['query-sev-attestation-report']),
  ...refused('SEV not enabled for guest', ['sev-inject-launch-secret']),
  ...refused('No EPC regions defined, SGX not available', ['query-sgx']),
  'query-sgx-capabilities': ({ version }) => {
    const isNew = isAtLeast(version, '10.0');
    throw new QmpError(
      isNew ? "Could not open '/dev/sgx_vepc': No such file or directory" : 'SGX is not enabled in KVM',
    );
  },
  ...refused('VM Generation ID device not found', ['query-vm-generation-id']),
  ...refused('no hv-balloon device present', ['query-hv-balloon-status-report']),
  ...refused("This machine doesn't have a FDT", ['dumpdtb']),
  ...refused('Internal profiler not compiled', ['x-query-profile']),
  ...refused('USB support not enabled', ['x-query-usb']),
  ...refused('setting the breakpoint is allowed only in play mode', ['replay-break']),
  ...refused('replay breakpoints are allowed only in play mode', ['replay-delete-break']),
  ...refused('replay must be enabled to seek', ['replay-seek']),
  ...refused('The command is permitted only before the machine has been created', ['set-numa-node']),
  ...refused('The command is permitted only before machine initialization', ['x-exit-preconfig']),
  ...refused("The feature 'colo' is not enabled", ['x-colo-lost-heartbeat']),
  ...refused("'-incoming' was not specified on the command line", ['migrate-incoming']),
  ...refused('Enable postcopy with migrate_set_capability before the start of migration', [
    'migrate-start-postcopy',
  ]),
  ...refused('Migrate recover can only be run when postcopy is paused.', ['migrate-recover']),
  ...refused('migrate-pause is currently only supported during postcopy-active state', ['migrate-pause']),
  ...refused("dirty page limit feature requires KVM with accelerator property 'dirty-ring-size' set'", [
    'set-vcpu-dirty-limit',
  ]),
  ...refused('No file descriptor supplied via SCM_RIGHTS', ['getfd', 'add-fd']),
  ...refused('Could not set password', ['change-vnc-password']),
  ...refused('Can not find vnc display', ['display-update']),
  client_migrate_info: doing((_, args) => {
    if (text(args, 'protocol') !== 'spice') throw new QmpError("Parameter 'protocol' expects 'spice'");
    throw new QmpError('SPICE is not in use', 'DeviceNotActive');
  }),
  set_password: password('Could not set password'),
  expire_password: password('Could not set password expire time'),
  ...withoutSubject('name', (name) => `rocker ${name} not found`, [
    'query-rocker',
    'query-rocker-ports',
    'query-rocker-of-dpa-flows',
    'query-rocker-of-dpa-groups',
  ]),
  ...withoutSubject('device', (name) => `Device '${name}' not found`, ['ringbuf-write', 'ringbuf-read']),
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

/** Handlers that refuse commands for the same reason, class GenericError. */
export function refused(reason: string, commands: readonly string[]): Record<string, Handler> {
  const refuse: Handler = () => {
    throw new QmpError(reason);
  };
  return Object.fromEntries(commands.map((command) => [command, refuse]));
}

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

function password(refusal: string): Handler {
  return (machine, args) => {
    const usesSpice = machine.spice !== undefined && machine.spice !== 'not-built';
    if (text(args, 'protocol') === 'spice' && !usesSpice) {
      throw new QmpError('SPICE is not in use', 'DeviceNotActive');
    }
    throw new QmpError(refusal);
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
