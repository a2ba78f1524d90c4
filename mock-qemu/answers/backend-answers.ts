import type { Machine } from '../machine/machine.js';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { cannotFind, hasNode, needDeviceOrNode, needNode } from './block-nodes.js';
import { doing, type Handlers, text } from './handler.js';

/** Commands that add and remove backends: network, character devices, block nodes and their exports. */
export const backendHandlers: Handlers = {
  netdev_add: doing(addNetdev),
  netdev_del: doing(removeNetdev),
  'chardev-add': addChardev,
  'chardev-remove': doing(removeChardev),
  'chardev-change': changeChardev,
  'chardev-send-break': doing((machine, args) => needChardev(machine, text(args, 'id') ?? '')),
  'blockdev-add': doing(addNode),
  'blockdev-del': doing(removeNode),
  'blockdev-reopen': doing(reopenNodes),
  'nbd-server-start': doing(startNbdServer),
  'nbd-server-stop': doing((machine) => {
    if (!machine.backends.nbdServerRuns) throw new QmpError('NBD server not running');
    machine.backends.nbdServerRuns = false;
    machine.backends.exports.clear();
  }),
  'nbd-server-add': doing((machine, args) => {
    needDeviceOrNode(machine, text(args, 'device') ?? '', text(args, 'device') ?? '');
  }),
  'nbd-server-remove': doing((machine, args) => removeExport(machine, text(args, 'name') ?? '')),
  'block-export-add': doing(addExport),
  'block-export-del': doing((machine, args) => removeExport(machine, text(args, 'id') ?? '')),
  'query-block-exports': (machine) =>
    [...machine.backends.exports].map(([id, node]) => ({
      'node-name': node,
      'shutting-down': false,
      type: 'nbd',
      id,
    })),
};

function addNetdev(machine: Machine, args: JsonObject): void {
  const [type, id] = [text(args, 'type') ?? '', text(args, 'id') ?? ''];
  if (type === 'none' || type === 'nic') {
    throw new QmpError(`network backend '${type}' is not compiled into this binary`);
  }
  const { netdevs } = machine.backends;
  if (netdevs.has(id) || machine.nics.some((nic) => nic.netdev === id)) {
    throw new QmpError(`Duplicate ID '${id}'`);
  }
  if (text(args, 'type') === 'passt') {
    const program = text(args, 'path') ?? 'passt';
    throw new QmpError(
      `Error creating daemon: Failed to execute child process “${program}” (No such file or directory)`,
    );
  }
  netdevs.add(id);
}

function removeNetdev(machine: Machine, args: JsonObject): void {
  const id = text(args, 'id') ?? '';
  const isKnown = machine.backends.netdevs.delete(id) || machine.nics.some((nic) => nic.netdev === id);
  if (!isKnown) throw new QmpError(`Device '${id}' not found`, 'DeviceNotFound');
}

function addChardev(machine: Machine, args: JsonObject): Json {
  const id = text(args, 'id') ?? '';
  if (machine.chardevs.some((chardev) => chardev.label === id)) {
    throw new QmpError(`Chardev with id '${id}' already exists`);
  }
  const type = isJsonObject(args.backend) ? (text(args.backend, 'type') ?? '') : '';
  machine.chardevs.push({ label: id, filename: type, 'frontend-open': false });
  return type === 'pty' ? { pty: '/dev/pts/0' } : {};
}

function removeChardev(machine: Machine, args: JsonObject): void {
  const id = text(args, 'id') ?? '';
  needChardev(machine, id);
  const index = machine.chardevs.findIndex((chardev) => chardev.label === id);
  if (machine.chardevs[index]?.['frontend-open']) throw new QmpError(`Chardev '${id}' is busy`);
  machine.chardevs.splice(index, 1);
}

/** A change that fails has already removed the old backend, as in QEMU. */
function changeChardev(machine: Machine, args: JsonObject): Json {
  const id = text(args, 'id') ?? '';
  const index = machine.chardevs.findIndex((chardev) => chardev.label === id);
  if (index === -1) throw new QmpError(`Chardev '${id}' does not exist`);
  machine.chardevs.splice(index, 1);
  const type = isJsonObject(args.backend) ? text(args.backend, 'type') : undefined;
  if (type === 'parallel') {
    throw new QmpError(`Failed to add chardev '${id}': not a parallel port: Inappropriate ioctl for device`);
  }
  return addChardev(machine, args);
}

function needChardev(machine: Machine, id: string): void {
  if (machine.chardevs.some((chardev) => chardev.label === id)) return;
  throw new QmpError(`Chardev '${id}' not found`);
}

function addNode(machine: Machine, args: JsonObject): void {
  const name = text(args, 'node-name');
  if (name === undefined) throw new QmpError("'node-name' must be specified for the root node");
  const { nodes } = machine.backends;
  if (hasNode(machine, name)) throw new QmpError(`Duplicate nodes with node-name='${name}'`);
  const children = CHILDREN.map((member) => text(args, member)).filter((child) => child !== undefined);
  for (const child of children) {
    if (child === name)
      throw new QmpError(`Making '${name}' a ${childRole(args)} child of '${name}' would create a cycle`);
    if (!hasNode(machine, child)) throw cannotFind(child, child);
  }
  nodes.set(name, new Set());
  for (const child of children) nodes.get(child)?.add(name);
}

/** The members of blockdev-add that refer to another node. */
const CHILDREN = ['file', 'image', 'backing', 'bottom', 'target', 'test', 'log', 'raw'];

function childRole(args: JsonObject): string {
  return CHILDREN.find((member) => text(args, member) === text(args, 'node-name')) ?? 'file';
}

function removeNode(machine: Machine, args: JsonObject): void {
  const name = text(args, 'node-name') ?? '';
  const { nodes } = machine.backends;
  const users = nodes.get(name);
  if (users === undefined) {
    needNode(machine, name);
    throw new QmpError(`Node ${name} is in use`);
  }
  if (users.size > 0) throw new QmpError(`Block device ${name} is in use`);
  nodes.delete(name);
  for (const others of nodes.values()) others.delete(name);
}

function reopenNodes(machine: Machine, args: JsonObject): void {
  if (!Array.isArray(args.options)) return;
  for (const options of args.options) {
    const name = isJsonObject(options) ? text(options, 'node-name') : undefined;
    if (name === undefined) throw new QmpError('node-name not specified');
    needNode(machine, name);
  }
}

function startNbdServer(machine: Machine, args: JsonObject): void {
  if (machine.backends.nbdServerRuns) throw new QmpError('NBD server already running');
  const data = isJsonObject(args.addr) && isJsonObject(args.addr.data) ? args.addr.data : {};
  const [host, port] = [text(data, 'host'), text(data, 'port')];
  if (port !== undefined && !/^\d+$/.test(port)) {
    throw new QmpError(
      `address resolution failed for ${host}:${port}: Servname not supported for ai_socktype`,
    );
  }
  machine.backends.nbdServerRuns = true;
}

function addExport(machine: Machine, args: JsonObject): void {
  const [id, node] = [text(args, 'id') ?? '', text(args, 'node-name') ?? ''];
  if (machine.backends.exports.has(id)) throw new QmpError(`Block export id '${id}' is already in use`);
  needDeviceOrNode(machine, '', node);
  machine.backends.exports.set(id, node);
}

function removeExport(machine: Machine, id: string): void {
  if (!machine.backends.exports.delete(id)) throw new QmpError(`Export '${id}' is not found`);
  machine.notify('BLOCK_EXPORT_DELETED', { id });
}
