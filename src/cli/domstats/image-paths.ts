import { absoluteImagePath } from '../../discover/image-path.js';
import type { GuestSnapshot } from '../../model/snapshot.js';

/** Gives the images of a guest of this host absolute paths, where QEMU has relative ones and the process can be seen. */
export function withAbsolutePaths(guest: GuestSnapshot, procRoot = '/proc'): GuestSnapshot {
  const { pid, qemu } = guest;
  if (pid === undefined || qemu?.disks === undefined) return guest;
  const resolve = (path: string | undefined) =>
    path === undefined ? undefined : (absoluteImagePath(procRoot, pid, path) ?? path);
  const disks = qemu.disks.map(({ image, ...disk }) => {
    const layers = image?.layers?.map((layer) => ({ ...layer, filename: resolve(layer.filename) }));
    return { ...disk, image: image && { ...image, layers } };
  });
  return { ...guest, qemu: { ...qemu, disks } };
}
