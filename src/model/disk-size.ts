import type { Disk } from './disk.js';

/**
 * How much of an image is in use: up to the highest offset written, and at least the space that it takes on the host. That
 * space may be larger because of preallocation, or of writes before QEMU's start.
 */
export function allocatedBytes({ image, highestWrittenBytes }: Disk): number | undefined {
  const onDisk = image?.actualBytes;
  return onDisk === undefined ? undefined : Math.max(onDisk, highestWrittenBytes ?? 0);
}
