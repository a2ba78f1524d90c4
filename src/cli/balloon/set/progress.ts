import type { Resized } from '../../../qemu/balloon-progress.js';
import { describeSize } from '../../../support/size.js';
import type { Work } from '../../../terminal/describe-progress.js';

/** How far a balloon is on the way to its target: `512 MiB → 256 MiB: at 400 MiB, 56 MiB/s, 3 s left`. */
export function resizeProgress({ fromBytes, actualBytes }: Resized, targetBytes: number): Work {
  const total = Math.abs(targetBytes - fromBytes);
  return {
    what: `${describeSize(fromBytes)} → ${describeSize(targetBytes)}`,
    place: `at ${describeSize(actualBytes)}`,
    done: total - Math.abs(targetBytes - actualBytes),
    total,
    unit: 'bytes',
  };
}
