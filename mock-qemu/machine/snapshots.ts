import { QmpError } from '../wire/qmp-error.js';
import { type DiskOptions, findDisk, nodeName, type SnapshotOptions } from './disk.js';
import type { Machine } from './machine.js';

/** A snapshot of the whole machine: its tag, the nodes, and the node that gets the machine's state. */
export interface SnapshotPlan {
  readonly tag: string;
  readonly vmstate: string;
  readonly devices: readonly string[];
}

/** Takes a snapshot of one disk, without the machine's state. */
export function takeDiskSnapshot(machine: Machine, disk: DiskOptions, name: string): void {
  addSnapshot(machine, disk, snapshotNow(machine, name));
}

/** Removes a snapshot of one disk, found by its id. */
export function removeDiskSnapshot(machine: Machine, disk: DiskOptions, snapshot: SnapshotOptions): void {
  const snapshots = withIds(disk).filter(({ id }) => id !== snapshot.id);
  machine.changeDisk(disk.id, { snapshots });
}

/** The snapshots of a disk, each with an id. */
export function withIds(disk: DiskOptions): readonly SnapshotOptions[] {
  return (disk.snapshots ?? []).map((snapshot, index) => ({ id: String(index + 1), ...snapshot }));
}

/**
 * Saves the machine into its disks. It is stopped meanwhile.
 *
 * @throws {QmpError} when a disk does not support the snapshot, or already has it
 */
export function saveMachine(machine: Machine, plan: SnapshotPlan): void {
  const disks = snapshotDisks(machine, plan.devices);
  if (disks.some((disk) => hasTag(disk, plan.tag))) {
    throw new QmpError(`Snapshot '${plan.tag}' already exists in one or more devices`);
  }
  const stateDisk = vmstateDisk(disks, plan.vmstate);
  const before = machine.status;
  machine.halt('save-vm');
  const snapshot = snapshotNow(machine, plan.tag);
  for (const disk of disks) {
    const vmStateBytes = disk === stateDisk ? VM_STATE_BYTES : 0;
    addSnapshot(machine, disk, { ...snapshot, vmStateBytes });
  }
  if (before === 'running') goOn(machine);
  else machine.setStatus(before);
}

/**
 * Loads a snapshot. The machine continues if it was running; otherwise, and after a failure, it stays stopped in the
 * state restore-vm.
 *
 * @throws {QmpError} when a disk does not have the snapshot
 */
export function loadMachine(machine: Machine, plan: SnapshotPlan): void {
  const wasRunning = machine.status === 'running';
  machine.halt('restore-vm');
  const disks = snapshotDisks(machine, plan.devices);
  if (!disks.every((disk) => hasTag(disk, plan.tag))) {
    throw new QmpError(`Snapshot '${plan.tag}' does not exist in one or more devices`);
  }
  vmstateDisk(disks, plan.vmstate);
  if (wasRunning) goOn(machine);
}

/** Deletes a snapshot. A device that does not have it is skipped. */
export function deleteSaved(machine: Machine, tag: string, devices: readonly string[]): void {
  for (const disk of snapshotDisks(machine, devices)) {
    const snapshot = withIds(disk).find(({ name }) => name === tag);
    if (snapshot !== undefined) removeDiskSnapshot(machine, disk, snapshot);
  }
}

/** About the size of the devices' state. Real QEMU also saves the memory that the guest has used. */
const VM_STATE_BYTES = 1_818_595;

function goOn(machine: Machine): void {
  machine.setStatus('running');
  machine.notify('RESUME');
}

function snapshotDisks(machine: Machine, devices: readonly string[]): DiskOptions[] {
  if (devices.length === 0) throw new QmpError('At least one device is required for snapshot');
  return devices.map((name) => {
    const disk = machine.disks.find((candidate) => nodeName(candidate) === name);
    if (disk === undefined) throw new QmpError(`No block device node '${name}'`);
    if (disk.format === 'raw') {
      throw new QmpError(`Device '${name}' is writable but does not support snapshots`);
    }
    return disk;
  });
}

function vmstateDisk(disks: readonly DiskOptions[], name: string): DiskOptions {
  const disk = findDisk(disks, name);
  if (disk === undefined) throw new QmpError(`vmstate block device '${name}' does not exist`);
  return disk;
}

function hasTag(disk: DiskOptions, tag: string): boolean {
  return disk.snapshots?.some(({ name }) => name === tag) ?? false;
}

function addSnapshot(machine: Machine, disk: DiskOptions, snapshot: SnapshotOptions): void {
  const snapshots = withIds(disk);
  const highest = Math.max(0, ...snapshots.map(({ id }) => Number(id)));
  machine.changeDisk(disk.id, { snapshots: [...snapshots, { ...snapshot, id: String(highest + 1) }] });
}

function snapshotNow(machine: Machine, name: string): SnapshotOptions {
  return { name, takenAtMs: machine.time.nowMs(), clockMs: machine.clock.elapsedMs() };
}
