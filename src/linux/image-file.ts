import { type Stats, statSync } from 'node:fs';
import { readKernelFile } from './files/read-file.js';

/** The kernel counts block devices in sectors of this size, whatever their own. */
const SECTOR_BYTES = 512;

/**
 * Reads how long an image is: the length of a file, or the size of a block device by /sys/dev/block/MAJOR:MINOR/size. Opens
 * nothing.
 *
 * @param paths where it may be, the likeliest first
 * @returns `undefined` where none of them is a file or block device that this user may see
 */
export function readImageLength(sysRoot: string, paths: readonly string[]): number | undefined {
  for (const path of paths) {
    const stats = statIfVisible(path);
    if (stats?.isFile()) return stats.size;
    if (stats?.isBlockDevice()) return readDeviceBytes(sysRoot, stats.rdev);
  }
  return undefined;
}

function readDeviceBytes(sysRoot: string, device: number): number | undefined {
  const text = readKernelFile(`${sysRoot}/dev/block/${majorOf(device)}:${minorOf(device)}/size`);
  return text === undefined ? undefined : parseSectors(text);
}

/** Parses `1048576\n`, in sectors of 512 bytes. */
export function parseSectors(text: string): number | undefined {
  return /^\d+\s*$/.test(text) ? Number(text) * SECTOR_BYTES : undefined;
}

/** gnu_dev_major(3): the major number's lower 12 bits are from bit 8 on, the others from bit 32 on. */
export function majorOf(device: number): number {
  const high = Math.floor(device / 2 ** 32);
  return ((device >>> 8) & 0xfff) + (high & ~0xfff);
}

/** gnu_dev_minor(3): the minor number's lower 8 bits are the lowest, the others from bit 20 on. */
export function minorOf(device: number): number {
  return (device & 0xff) + ((Math.floor(device / 2 ** 12) >>> 0) & 0xfff00);
}

function statIfVisible(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a part of the path is not accessible to this user, or not a directory
  }
}
