import { nodeName } from '../machine/disk.js';
import type { Machine } from '../machine/machine.js';
import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { text } from './handler.js';

/** @throws {QmpError} unless a block device or a node with one of these names exists */
export function needDeviceOrNode(machine: Machine, device: string, node: string): void {
  if (hasDevice(machine, device) || hasNode(machine, node)) return;
  throw cannotFind(device, node);
}

/** The error of a command that takes the name of a drive or of a node. */
export function cannotFind(device: string, node: string): QmpError {
  return new QmpError(`Cannot find device='${device}' nor node-name='${node}'`);
}

/** @throws {QmpError} class DeviceNotFound unless a block device with that name or device id exists */
export function needDevice(machine: Machine, device: string): void {
  const isDisk = machine.disks.some((disk) => disk.id === device || `${disk.id}/virtio-backend` === device);
  if (isDisk || hasDevice(machine, device)) return;
  throw new QmpError(`Device '${device}' not found`, 'DeviceNotFound');
}

/** @throws {QmpError} unless the node exists; with the message of the commands on dirty bitmaps */
export function needBitmapNode(machine: Machine, node: string): void {
  if (hasNode(machine, node) || hasDevice(machine, node)) return;
  throw new QmpError(`Node '${node}' not found`);
}

/** @throws {QmpError} unless the node exists; with the message of the commands that take only nodes */
export function needNode(machine: Machine, node: string): void {
  if (!hasNode(machine, node)) throw new QmpError(`Failed to find node with node-name='${node}'`);
}

/** @throws {QmpError} unless the arguments name a device by exactly one of `device` and `id` */
export function deviceOrId(args: JsonObject): string {
  const [name, id] = [text(args, 'device'), text(args, 'id')];
  if ((name === undefined) === (id === undefined))
    throw new QmpError("Need exactly one of 'device' and 'id'");
  return name ?? id ?? '';
}

function hasDevice(machine: Machine, device: string): boolean {
  return device !== '' && machine.disks.some((disk) => disk.device === device);
}

export function hasNode(machine: Machine, node: string): boolean {
  const names = machine.disks.flatMap((disk) => [nodeName(disk), `${nodeName(disk)}-file`]);
  return names.includes(node) || machine.backends.nodes.has(node);
}
