import { isImageAddress } from '../discover/image-path.js';
import { pathsOf } from '../discover/process-path.js';
import { readImageLength } from '../linux/image-file.js';
import { type BlockDevice, topImage } from '../model/block-device.js';
import type { BlockInfo } from '../model/disk-facts.js';
import type { PartFailure } from '../model/qemu-sample.js';
import { readDisk } from './find-disk.js';
import type { QmpProcessReach } from './qmp-reach.js';
import type { Reach } from './reach.js';

/**
 * Reads the sizes of a disk, by the rules of libvirt's virDomainGetBlockInfo: query-block, query-blockstats, stat(2).
 *
 * @throws {NoSuchDeviceError} when the guest has no such disk
 */
export async function blockInfo(
  reach: QmpProcessReach & Pick<Reach, 'sysRoot'>,
  disk: string,
): Promise<BlockInfo> {
  const device = await readDisk(reach, disk);
  const image = topImage(device);
  if (image === undefined) return unknownInfo(`the drive '${device.name}' has no medium`);
  const { virtualBytes, actualBytes, highestWrittenBytes, format, storage } = image;
  const isQcow2File = format === 'qcow2' && storage === 'file';
  const written = isQcow2File ? actualBytes : (highestWrittenBytes ?? actualBytes);
  const allocationBytes = written || actualBytes;
  const saysMore = Boolean(actualBytes) && Boolean(written) && written !== actualBytes;
  const length = saysMore ? undefined : lengthOf(reach, device);
  const physicalBytes = length ?? actualBytes;
  return {
    capacityBytes: virtualBytes,
    allocationBytes,
    physicalBytes,
    failures: [
      ...whyUnknown('capacity', virtualBytes, 'QEMU does not tell it'),
      ...whyUnknown('allocation', allocationBytes, 'QEMU does not tell how much of this storage is used'),
      ...whyUnknown('physical', physicalBytes, whyNoLength(reach, device)),
    ],
  };
}

function lengthOf(
  { process, procRoot, sysRoot }: Pick<Reach, 'process' | 'procRoot' | 'sysRoot'>,
  { path }: BlockDevice,
): number | undefined {
  if (process === undefined || path === undefined || isImageAddress(path)) return undefined;
  return readImageLength(sysRoot, pathsOf(procRoot, process.pid, path));
}

function whyNoLength({ process }: Pick<Reach, 'process'>, { path = '' }: BlockDevice): string {
  if (path === '' || isImageAddress(path)) return 'it is not in a file or block device';
  if (process === undefined) return 'QEMU is on another host';
  return `${path} is not visible from here`;
}

function unknownInfo(why: string): BlockInfo {
  return {
    capacityBytes: undefined,
    allocationBytes: undefined,
    physicalBytes: undefined,
    failures: ['capacity', 'allocation', 'physical'].map((part) => ({ part, why })),
  };
}

function whyUnknown(part: string, value: number | undefined, why: string): readonly PartFailure[] {
  return value === undefined ? [{ part, why }] : [];
}
