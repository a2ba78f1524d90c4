import type { Machine } from '../machine/machine.js';
import { introspectionOf } from '../qapi/introspection.js';
import { isAtLeast } from '../qapi/versions.js';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { doing, flag, type Handlers, text } from './handler.js';
import { shaped } from './shaped.js';

export const migrationHandlers: Handlers = {
  migrate: doing((machine, args) => {
    // Since 10.0 it looks for the address first.
    const address = isAtLeast(machine.version, '10.0') ? uri(machine, args) : undefined;
    if (flag(args, 'resume')) throw new QmpError('Cannot resume if there is no paused migration');
    machine.migration.start(address ?? uri(machine, args));
  }),
  migrate_cancel: doing((machine) => machine.migration.cancel()),
  'query-migrate': (machine) => shaped(machine, 'query-migrate', machine.migration.info()),
  'query-migrate-capabilities': queryCapabilities,
  'migrate-set-capabilities': doing(setCapabilities),
  'query-migrate-parameters': queryParameters,
  'migrate-set-parameters': doing((machine, args) =>
    machine.migration.settings.setParameters(args, machine.version),
  ),
};

/** `channels` is another way to give the address. */
function uri({ version }: Machine, args: JsonObject): string {
  const given = text(args, 'uri');
  if (given !== undefined) return given;
  if (Array.isArray(args.channels) && args.channels.length > 0) return 'tcp:';
  if (isAtLeast(version, '10.0')) throw new QmpError("need either 'uri' or 'channels' argument");
  throw new QmpError("neither 'uri' or 'channels' argument are specified in 'migrate' qmp command ");
}

function queryCapabilities(machine: Machine): Json {
  const { settings } = machine.migration;
  return capabilities(machine).map((capability) => ({ capability, state: settings.isOn(capability) }));
}

/** In the order of QEMU's enum, which the reply follows. */
function capabilities(machine: Machine): readonly string[] {
  const schema = introspectionOf(machine.version);
  const list = schema.type(schema.commands.get('query-migrate-capabilities')?.['ret-type'] ?? '');
  const entry = list['meta-type'] === 'array' ? schema.type(list['element-type']) : list;
  const member =
    entry['meta-type'] === 'object' ? entry.members.find(({ name }) => name === 'capability') : undefined;
  const words = schema.type(member?.type ?? '');
  return words['meta-type'] === 'enum' ? words.values : [];
}

function setCapabilities(machine: Machine, args: JsonObject): void {
  const { migration } = machine;
  if (migration.isUnderWay) throw new QmpError("There's a migration process in progress");
  for (const entry of Array.isArray(args.capabilities) ? args.capabilities : []) {
    if (!isJsonObject(entry)) continue;
    migration.settings.setCapability(String(entry.capability), entry.state === true);
  }
}

function queryParameters(machine: Machine): Json {
  const parameters = Object.fromEntries(machine.migration.settings.parameters);
  return shaped(machine, 'query-migrate-parameters', parameters);
}
