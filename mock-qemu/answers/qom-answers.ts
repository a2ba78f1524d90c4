import type { Machine } from '../machine/machine.js';
import { qomGet, qomList, qomListGet, qomSet } from '../machine/qom.js';
import { qomTree } from '../machine/qom-tree.js';
import { isDevice, isKindOf, typeEntries } from '../machine/qom-type-list.js';
import { deviceTable } from '../machine/qom-types.js';
import type { Json } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { doing, flag, type Handlers, text } from './handler.js';

export const qomHandlers: Handlers = {
  'qom-list': (machine, args) => qomList(qomTree(machine), text(args, 'path') ?? ''),
  'qom-list-get': (machine, args) => {
    const paths = Array.isArray(args.paths) ? args.paths.map(String) : [];
    return paths.map((path) => qomListGet(qomTree(machine), path));
  },
  'qom-get': (machine, args) =>
    qomGet(qomTree(machine), text(args, 'path') ?? '', text(args, 'property') ?? ''),
  'qom-set': doing((machine, args) => {
    qomSet(qomTree(machine), text(args, 'path') ?? '', text(args, 'property') ?? '', args.value ?? null);
  }),
  'qom-list-types': (machine, args) => listTypes(machine, text(args, 'implements'), flag(args, 'abstract')),
  'qom-list-properties': (machine, args) => listProperties(machine, text(args, 'typename') ?? ''),
  'device-list-properties': (machine, args) => listSettings(machine, text(args, 'typename') ?? ''),
  'object-add': doing((machine, args) => machine.objects.add(args)),
  'object-del': doing((machine, args) => machine.objects.remove(text(args, 'id') ?? '')),
  device_add: doing((machine, args) => machine.plugged.add(args)),
  device_del: doing((machine, args) => machine.plugged.remove(text(args, 'id') ?? '')),
};

function listTypes({ version }: Machine, implemented: string | undefined, withAbstract: boolean): Json {
  const types = [...typeEntries(version).values()].filter(({ abstract }) => withAbstract || !abstract);
  return types
    .filter(({ name }) => implemented === undefined || isKindOf(version, name, implemented))
    .map(({ name, parent, abstract }) => ({ name, parent, abstract: abstract ? true : undefined }));
}

/** The properties of a new object of the type, without those that the machine adds, such as its memory regions. */
function listProperties(machine: Machine, type: string): Json {
  if (!typeEntries(machine.version).has(type))
    throw new QmpError(`Class '${type}' not found`, 'DeviceNotFound');
  const table = deviceTable(machine.version, type);
  const descriptions = new Map(table?.settings.map(({ name, description }) => [name, description]));
  const properties = [...(table?.properties ?? [])]
    .filter(([name, info]) => !info.type.startsWith('child<') || name === 'virtio-backend')
    .map(([name, info]) => ({ name, type: info.type, description: descriptions.get(name) }));
  return [{ name: 'type', type: 'string' }, ...properties];
}

function listSettings(machine: Machine, type: string): Json {
  if (!typeEntries(machine.version).has(type))
    throw new QmpError(`Device '${type}' not found`, 'DeviceNotFound');
  if (isDevice(machine.version, type) !== 'yes') {
    throw new QmpError("Parameter 'typename' expects a non-abstract device type");
  }
  return deviceTable(machine.version, type)?.settings ?? [];
}
