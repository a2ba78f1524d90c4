import type { BlockDevice } from '../model/block-device.js';
import type { NodeBitmap, WriteThreshold } from '../model/disk-facts.js';
import { readBlockDevices } from '../qemu/block-devices.js';
import { type BlockNode, readBlockNodes } from '../qemu/block-nodes.js';
import { findDisk } from './find-disk.js';
import type { QmpReach } from './qmp-reach.js';

/**
 * Reads the offset from which on a write to the top image's file or block device is reported, by BLOCK_WRITE_THRESHOLD:
 * query-named-block-nodes.
 *
 * @throws {NoSuchDeviceError} when the guest has no such disk
 */
export async function writeThreshold(reach: QmpReach, disk: string): Promise<WriteThreshold> {
  const [{ name, protocolNode }, nodes] = await readDiskAndNodes(reach, disk);
  const bytes = nodes.get(protocolNode ?? '')?.writeThresholdBytes;
  const why =
    protocolNode === undefined
      ? `QEMU names no node of a file or block device below '${name}'`
      : `QEMU does not list the node '${protocolNode}'`;
  return {
    node: protocolNode,
    bytes,
    failures: bytes === undefined ? [{ part: 'threshold', why }] : [],
  };
}

/**
 * Reads the dirty bitmaps of a disk, those below its filters too: query-named-block-nodes.
 *
 * @throws {NoSuchDeviceError} when the guest has no such disk
 */
export async function dirtyBitmaps(reach: QmpReach, disk: string): Promise<readonly NodeBitmap[]> {
  const [found, nodes] = await readDiskAndNodes(reach, disk);
  return bitmapsOf(found, nodes);
}

/** The dirty bitmaps of all nodes in a disk's chain, the top one first. */
export function bitmapsOf(
  { node: top, layers }: BlockDevice,
  nodes: ReadonlyMap<string, BlockNode>,
): readonly NodeBitmap[] {
  const chain = new Set([top, ...layers.map(({ node }) => node)]);
  return [...chain].flatMap((node = '') =>
    (nodes.get(node)?.bitmaps ?? []).map((bitmap) => ({ ...bitmap, node })),
  );
}

async function readDiskAndNodes(
  reach: QmpReach,
  disk: string,
): Promise<readonly [BlockDevice, ReadonlyMap<string, BlockNode>]> {
  const { qmp, options } = reach;
  const [disks, nodes] = await Promise.all([readBlockDevices(qmp, options), readBlockNodes(qmp, options)]);
  return [findDisk(reach, disks, disk), nodes];
}
