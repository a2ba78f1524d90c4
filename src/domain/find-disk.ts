import { absoluteImagePath } from '../discover/image-path.js';
import type { BlockDevice } from '../model/block-device.js';
import { readBlockDevices } from '../qemu/block-devices.js';
import { NoSuchDeviceError } from './domain-error.js';
import type { QmpReach } from './qmp-reach.js';
import type { Reach } from './reach.js';

/** What is needed to find a disk: the process, for images whose path is relative to its directory. */
type DiskReach = Pick<QmpReach, 'name'> & Partial<Pick<Reach, 'process' | 'procRoot'>>;

type Names = readonly (string | undefined)[];

/** The ways to name a disk, the surest first: a path may be that of several disks, and the name of one the id of another. */
const WAYS: readonly ((disk: BlockDevice, reach: DiskReach) => Names)[] = [
  ({ name }) => [name],
  ({ drive, id }) => [drive, id],
  ({ qdev, qomPath }) => [qdev, qomPath, ownPath(qomPath)],
  ({ node, protocolNode, layers }) => [node, protocolNode, ...layers.map((layer) => layer.node)],
  ({ path }) => [path],
  ({ layers }) => layers.map(({ path }) => path),
  ({ layers }, reach) => layers.map(({ path }) => absolutePath(reach, path)),
];

/** `/machine/peripheral/disk0/virtio-backend` → `/machine/peripheral/disk0`, the device of a user. */
function ownPath(qomPath = ''): string | undefined {
  return /^\/machine\/peripheral(?:-anon)?\/[^/]+/.exec(qomPath)?.[0];
}

function absolutePath({ process, procRoot }: DiskReach, path: string | undefined): string | undefined {
  if (process === undefined || procRoot === undefined || path === undefined) return undefined;
  return absoluteImagePath(procRoot, process.pid, path);
}

/**
 * Finds a disk by its name, the id of its drive or device, the QOM path of either, the name of one of its nodes, or the path of an
 * image, which may be absolute where QEMU has a relative one.
 *
 * @throws {NoSuchDeviceError} naming the disk that is nearest
 */
export function findDisk(reach: DiskReach, disks: readonly BlockDevice[], wanted: string): BlockDevice {
  for (const namesOf of WAYS) {
    const found = wanted === '' ? undefined : disks.find((disk) => namesOf(disk, reach).includes(wanted));
    if (found) return found;
  }
  const names = disks.map(({ name }) => name);
  const hint = LIBVIRT_TARGET.test(wanted)
    ? `${wanted} is a name that libvirt gives: 'qgauge dom domblklist' lists those of QEMU`
    : undefined;
  throw new NoSuchDeviceError(reach.name, 'disk', wanted, names, hint);
}

/** The target of a disk in libvirt's XML, of which QEMU does not know. */
const LIBVIRT_TARGET = /^(?:vd|sd|hd|xvd|fd|ubd)[a-z]{1,2}$/;

/** Reads the block devices, and finds one of them; see {@link findDisk}. */
export async function readDisk(reach: QmpReach & DiskReach, wanted: string): Promise<BlockDevice> {
  return findDisk(reach, await readBlockDevices(reach.qmp, reach.options), wanted);
}
