import { readLink } from './files/read-file.js';

/**
 * Finds the name of a block device by its major and minor number, e.g. `8:0` → `/dev/sda`; `undefined` when there is none.
 *
 * @param number digits, a colon and digits, since it becomes part of a path
 */
export function blockDevicePath(sysRoot: string, number: string): string | undefined {
  const name = readLink(`${sysRoot}/dev/block/${number}`)?.split('/').at(-1);
  // In /sys the kernel replaces the slash of `cciss/c0d0` by `!`.
  return name === undefined ? undefined : `/dev/${name.replaceAll('!', '/')}`;
}
