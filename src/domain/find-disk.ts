import type { BlockDevice } from '../model/block-device.js';
import { readBlockDevices } from '../qemu/block-devices.js';
import { NoSuchDeviceError } from './domain-error.js';
import type { QmpReach } from './qmp-reach.js';

/** The ways to name a disk, the surest first: a path may be that of several disks, and the name of one the id of another. */
const WAYS: readonly ((disk: BlockDevice) => readonly (string | undefined)[])[] = [
  ({ name }) => [name],
  ({ drive, id }) => [drive, id],
  ({ qdev, qomPath }) => [qdev, qomPath],
  ({ node, protocolNode, layers }) => [node, protocolNode, ...layers.map((layer) => layer.node)],
  ({ path }) => [path],
  ({ layers }) => layers.map((layer) => layer.path),
];

/**
 * Finds a disk by its name, the id of its drive or device, its QOM path, the name of one of its nodes, or the path of its
 * image.
 *
 * @throws {NoSuchDeviceError} naming the disk that is nearest
 */
export function findDisk(guest: string, disks: readonly BlockDevice[], wanted: string): BlockDevice {
  for (const namesOf of WAYS) {
    const found = wanted === '' ? undefined : disks.find((disk) => namesOf(disk).includes(wanted));
    if (found) return found;
  }
  const names = disks.map(({ name }) => name);
  throw new NoSuchDeviceError(guest, 'disk', wanted, names);
}

/** Reads the block devices, and finds one of them; see {@link findDisk}. */
export async function readDisk({ name, qmp, options }: QmpReach, wanted: string): Promise<BlockDevice> {
  return findDisk(name, await readBlockDevices(qmp, options), wanted);
}
