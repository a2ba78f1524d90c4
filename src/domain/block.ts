import type { BlockDevice, BlockLayer } from '../model/block-device.js';
import type { BlockStats } from '../model/block-stats.js';
import type { DiskError, IoTune } from '../model/disk-facts.js';
import { readBlockDevices } from '../qemu/block-devices.js';
import { readRunStatus } from '../qemu/status.js';
import { UnsupportedError } from './domain-error.js';
import { readDisk } from './find-disk.js';
import type { QmpReach } from './qmp-reach.js';

/** Reads all block devices of the guest, drives without a medium among them: query-block, query-blockstats. */
export function blockList({ qmp, options }: QmpReach): Promise<readonly BlockDevice[]> {
  return readBlockDevices(qmp, options);
}

/**
 * Reads how much a disk has read and written since the guest's start: query-blockstats.
 *
 * @param disk see {@link findDisk}
 * @throws {NoSuchDeviceError} when the guest has no such disk
 * @throws {UnsupportedError} when QEMU has no figures of it
 */
export async function blockStats(reach: QmpReach, disk: string): Promise<BlockStats> {
  const { name, stats } = await readDisk(reach, disk);
  if (stats === undefined) throw new UnsupportedError(reach.name, `QEMU has no figures of disk '${name}'`);
  return stats;
}

/**
 * Reads the images of a disk, the top one first: query-block, query-blockstats.
 *
 * @returns an empty list for a drive without a medium
 * @throws {NoSuchDeviceError} when the guest has no such disk
 */
export async function blockChain(reach: QmpReach, disk: string): Promise<readonly BlockLayer[]> {
  return (await readDisk(reach, disk)).layers;
}

/**
 * Reads how the I/O of a disk is throttled: query-block. The limits of a `throttle` filter in its chain are not among them:
 * QEMU keeps them in an object beside its secrets, which is not read.
 *
 * @throws {NoSuchDeviceError} when the guest has no such disk
 * @throws {UnsupportedError} for a drive without a medium, of which QEMU does not tell them
 */
export async function ioTune(reach: QmpReach, disk: string): Promise<IoTune> {
  const { name, limits, layers } = await readDisk(reach, disk);
  if (limits === undefined)
    throw new UnsupportedError(
      reach.name,
      `the drive '${name}' has no medium: QEMU reports the limits of a drive with one only`,
    );
  const filters = layers.filter(({ format }) => format === 'throttle');
  const failures = filters.map(({ node = '' }) => ({
    part: 'throttle',
    why: `the throttle filter '${node}' has limits of its own, in an object that is not read`,
  }));
  return { ...limits, failures };
}

const ERRORS: { readonly [ioStatus: string]: DiskError['error'] } = {
  failed: 'unspecified',
  nospace: 'no-space',
};

/**
 * Reads which disks have stopped the guest by an error: query-status, query-block. Empty unless the run state is `io-error`,
 * because a disk keeps its status when the guest goes on. Disks whose errors are handed to the guest (`werror=report`) are
 * never listed.
 */
export async function diskErrors({ qmp, options }: QmpReach): Promise<readonly DiskError[]> {
  const [{ runState }, disks] = await Promise.all([
    readRunStatus(qmp, options),
    readBlockDevices(qmp, options),
  ]);
  if (runState !== 'io-error') return [];
  return disks.flatMap(({ name, path, ioStatus = '' }) => {
    const error = ERRORS[ioStatus];
    return error === undefined ? [] : [{ disk: name, path, error }];
  });
}
