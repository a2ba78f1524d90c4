import type { Disk } from './disk.js';

/**
 * What of an image is in use: up to the highest offset that was written, and at least what it takes on the host. A file may
 * be larger than it was written: by preallocation, or before this start.
 */
export function allocatedBytes({ image, highestWrittenBytes }: Disk): number | undefined {
  const onDisk = image?.actualBytes;
  return onDisk === undefined ? undefined : Math.max(onDisk, highestWrittenBytes ?? 0);
}
