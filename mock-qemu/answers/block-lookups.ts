import type { Machine } from '../machine/machine.js';
import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { deviceOrId, needBitmapNode, needDevice, needDeviceOrNode, needNode } from './block-nodes.js';
import { doing, type Handler, type Handlers, text } from './handler.js';

/**
 * Block commands that the mock does not perform: they return QEMU's error when the device, node, job or export does
 * not exist, and `{}` when it does.
 */
export const blockLookups: Handlers = {
  'blockdev-snapshot-sync': either('device', 'node-name'),
  'blockdev-snapshot': either('node', 'node'),
  'change-backing-file': either('device', 'device'),
  'drive-backup': either('device', 'device'),
  'blockdev-backup': either('device', 'device'),
  'drive-mirror': either('device', 'device'),
  'blockdev-mirror': either('device', 'device'),
  'block-stream': either('device', 'device'),
  'block-dirty-bitmap-add': either('node', 'node'),
  'x-blockdev-change': either('parent', 'parent'),
  'x-blockdev-amend': either('', 'node-name'),
  'block-dirty-bitmap-remove': bitmapNode(),
  'block-dirty-bitmap-clear': bitmapNode(),
  'block-dirty-bitmap-enable': bitmapNode(),
  'block-dirty-bitmap-disable': bitmapNode(),
  'block-dirty-bitmap-merge': bitmapNode(),
  'x-debug-block-dirty-bitmap-sha256': bitmapNode(),
  'block-commit': device('device'),
  'blockdev-insert-medium': device('id'),
  'blockdev-remove-medium': device('id'),
  'block-latency-histogram-set': device('id'),
  'blockdev-change-medium': doing((machine, args) => needDevice(machine, deviceOrId(args))),
  'block-set-write-threshold': doing((_, args) => {
    throw new QmpError(`Device '${text(args, 'node-name')}' not found`);
  }),
  'blockdev-set-active': doing((machine, args) => {
    const node = text(args, 'node-name');
    if (node !== undefined) needNode(machine, node);
  }),
  'x-blockdev-set-iothread': doing((machine, args) => needNode(machine, text(args, 'node-name') ?? '')),
  'block-job-set-speed': noBlockJob,
  'block-job-cancel': noBlockJob,
  'block-job-change': noBlockJob,
  'block-job-pause': noBlockJob,
  'block-job-resume': noBlockJob,
  'block-job-complete': noBlockJob,
  'block-job-dismiss': noBlockJob,
  'block-job-finalize': noBlockJob,
};

function either(deviceMember: string, nodeMember: string): Handler {
  return doing((machine, args) => {
    needDeviceOrNode(machine, text(args, deviceMember) ?? '', text(args, nodeMember) ?? '');
  });
}

function bitmapNode(): Handler {
  return doing((machine, args) => needBitmapNode(machine, text(args, 'node') ?? ''));
}

function device(member: string): Handler {
  return doing((machine, args) => needDevice(machine, text(args, member) ?? ''));
}

/** QEMU calls the argument `device`, although a job no longer needs one. */
function noBlockJob(_: Machine, args: JsonObject): never {
  const id = text(args, 'device') ?? text(args, 'id') ?? '';
  throw new QmpError(`Block job '${id}' not found`, 'DeviceNotActive');
}
