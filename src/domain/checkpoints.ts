import type { Checkpoint, DiskBitmap } from '../model/guest-snapshot.js';
import { readBlockDevices } from '../qemu/block-devices.js';
import { readBlockNodes } from '../qemu/block-nodes.js';
import { bitmapsOf } from './disk-nodes.js';
import { NoSuchDeviceError } from './domain-error.js';
import type { QmpReach } from './qmp-reach.js';
import { isWritable } from './snapshots.js';

/**
 * Reads the checkpoints of a guest, as its images hold them, by name: query-block, query-named-block-nodes. QEMU knows
 * neither when they were made nor which one came first.
 */
export async function checkpoints({ qmp, options }: QmpReach): Promise<readonly Checkpoint[]> {
  const [disks, nodes] = await Promise.all([readBlockDevices(qmp, options), readBlockNodes(qmp, options)]);
  const writable = disks.filter(isWritable).map(({ name }) => name);
  const byName = new Map<string, DiskBitmap[]>();
  for (const disk of disks) {
    for (const bitmap of bitmapsOf(disk, nodes)) {
      if (bitmap.name === undefined) continue;
      byName.set(bitmap.name, [...(byName.get(bitmap.name) ?? []), { ...bitmap, disk: disk.name }]);
    }
  }
  const found = Array.from(
    byName,
    ([name, bitmaps]): Checkpoint => ({
      name,
      bitmaps,
      isComplete: writable.every((disk) => bitmaps.some((bitmap) => bitmap.disk === disk)),
      isConsistent: bitmaps.every(({ isInconsistent }) => !isInconsistent),
    }),
  );
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Reads a checkpoint by its name; see {@link checkpoints}.
 *
 * @throws {NoSuchDeviceError} when no disk has it
 */
export async function checkpoint(reach: QmpReach, name: string): Promise<Checkpoint> {
  const known = await checkpoints(reach);
  const found = known.find((one) => one.name === name);
  if (found) return found;
  const names = known.map((one) => one.name);
  throw new NoSuchDeviceError(reach.name, 'checkpoint', name, names);
}
