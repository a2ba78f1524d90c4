import { statSync } from 'node:fs';
import { listDirectory, readKernelFile } from './files/read-file.js';

/** A disk of this host: `/dev/sda`, and `8:0`. */
export interface HostBlockDevice {
  readonly path: string;
  readonly number: string;
}

/** Lists the disks of this host, without their partitions: /sys/block. */
export function listBlockDevices(sysRoot: string): readonly HostBlockDevice[] {
  return (listDirectory(`${sysRoot}/block`) ?? []).flatMap((name) => {
    const number = readKernelFile(`${sysRoot}/block/${name}/dev`)?.trim();
    // In /sys the kernel replaces the slash of `cciss/c0d0` by `!`.
    return number === undefined ? [] : [{ path: `/dev/${name.replaceAll('!', '/')}`, number }];
  });
}

/** The number of a block device by its path, which may be a link such as those of /dev/disk; `undefined` when it is none. */
export function readDeviceNumber(path: string): string | undefined {
  try {
    const stat = statSync(path);
    if (!stat.isBlockDevice()) return undefined;
    // As makedev(3) of glibc splits it.
    const device = BigInt(stat.rdev);
    const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn);
    const minor = (device & 0xffn) | ((device >> 12n) & ~0xffn);
    return `${major}:${minor}`;
  } catch {
    return undefined;
  }
}
