import { snapshotInfo } from '../machine/block-node.js';
import { type DiskOptions, findDisk } from '../machine/disk.js';
import type { JobVerb } from '../machine/jobs.js';
import type { Machine } from '../machine/machine.js';
import {
  deleteSaved,
  loadMachine,
  removeDiskSnapshot,
  type SnapshotPlan,
  saveMachine,
  takeDiskSnapshot,
  withIds,
} from '../machine/snapshots.js';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { cannotFind } from './block-nodes.js';
import { isEmptyDrive } from './empty-drive.js';
import { doing, type Handlers, text } from './handler.js';

export const snapshotHandlers: Handlers = {
  'blockdev-snapshot-internal-sync': doing(takeInternal),
  'blockdev-snapshot-delete-internal-sync': deleteInternal,
  'snapshot-save': doing((machine, args) => {
    machine.jobs.start(jobId(args), 'snapshot-save', () => saveMachine(machine, plan(args)));
  }),
  'snapshot-load': doing((machine, args) => {
    machine.jobs.start(jobId(args), 'snapshot-load', () => loadMachine(machine, plan(args)));
  }),
  'snapshot-delete': doing((machine, args) => {
    const { tag, devices } = plan(args);
    machine.jobs.start(jobId(args), 'snapshot-delete', () => deleteSaved(machine, tag, devices));
  }),
  'blockdev-create': doing((machine, args) => {
    needCreator(isJsonObject(args.options) ? (text(args.options, 'driver') ?? '') : '');
    machine.jobs.start(jobId(args), 'create', () => undefined);
  }),
  'query-jobs': (machine) => machine.jobs.list(),
  'job-dismiss': doing((machine, args) => machine.jobs.dismiss(text(args, 'id') ?? '')),
  'job-cancel': controlling('cancel'),
  'job-pause': controlling('pause'),
  'job-resume': controlling('resume'),
  'job-complete': controlling('complete'),
  'job-finalize': controlling('finalize'),
};

/** @throws {QmpError} unless this build can create images with the driver */
function needCreator(driver: string): void {
  if (NOT_BUILT.has(driver)) throw new QmpError(`Block driver '${driver}' not found or not supported`);
  if (!CREATORS.has(driver)) throw new QmpError('Driver does not support blockdev-create');
}

const NOT_BUILT: ReadonlySet<string> = new Set(['gluster', 'nfs', 'rbd', 'ssh']);
const CREATORS: ReadonlySet<string> = new Set([
  ...['file', 'luks', 'parallels', 'qcow', 'qcow2', 'qed', 'vdi', 'vhdx', 'vmdk', 'vpc'],
]);

function controlling(verb: JobVerb) {
  return doing((machine, args) => machine.jobs.control(text(args, 'id') ?? '', verb));
}

function jobId(args: JsonObject): string {
  return text(args, 'job-id') ?? '';
}

function plan(args: JsonObject): SnapshotPlan {
  const devices = Array.isArray(args.devices) ? args.devices.map(String) : [];
  return { tag: text(args, 'tag') ?? '', vmstate: text(args, 'vmstate') ?? '', devices };
}

function takeInternal(machine: Machine, args: JsonObject): void {
  const device = text(args, 'device') ?? '';
  const name = text(args, 'name') ?? '';
  const disk = diskWithMedium(machine, device);
  if (name === '') throw new QmpError('Name is empty');
  if (disk.format === 'raw') {
    throw new QmpError(`Block format 'raw' used by device '${device}' does not support internal snapshots`);
  }
  if (disk.readOnly === true) throw new QmpError(`Device '${device}' is read only`);
  if (disk.snapshots?.some((snapshot) => snapshot.name === name)) {
    throw new QmpError(`Snapshot with name '${name}' already exists on device '${device}'`);
  }
  takeDiskSnapshot(machine, disk, name);
}

/** Returns the snapshot that it has deleted. */
function deleteInternal(machine: Machine, args: JsonObject): Json {
  const device = text(args, 'device') ?? '';
  const id = text(args, 'id');
  const name = text(args, 'name');
  const disk = diskWithMedium(machine, device);
  if (id === undefined && name === undefined) throw new QmpError('Name or id must be provided');
  if (disk.format === 'raw') throw new QmpError('Failed to get a snapshot list: Operation not supported');
  const snapshots = withIds(disk);
  const index = snapshots.findIndex(
    (snapshot) => (id ?? snapshot.id) === snapshot.id && (name ?? snapshot.name) === snapshot.name,
  );
  const snapshot = snapshots[index];
  if (snapshot === undefined) {
    const which = `id '${id ?? 'null'}' and name '${name ?? 'null'}'`;
    throw new QmpError(`Snapshot with ${which} does not exist on device '${device}'`);
  }
  removeDiskSnapshot(machine, disk, snapshot);
  return snapshotInfo(snapshot, index);
}

function diskWithMedium(machine: Machine, device: string): DiskOptions {
  if (isEmptyDrive(machine, device)) throw new QmpError(`Device '${device}' has no medium`);
  const disk = findDisk(machine.disks, device);
  if (disk === undefined) throw cannotFind(device, device);
  return disk;
}
