import { describeSize } from '../support/size.js';
import type { QemuSample } from './qemu-sample.js';
import { doesRun } from './run-state.js';

/** A guest needs this long to follow a new target. */
const STUCK_SECONDS = 1;

/** Two samples of a balloon's size, and the size that it should reach. */
interface SizeEvidence {
  readonly sample: QemuSample;
  readonly later?: { readonly afterSeconds: number; readonly actualBytes: number | undefined } | undefined;
  readonly targetBytes?: number | undefined;
}

/** Judges a balloon's size; `undefined` when it is where it should be, or where that is unknown. */
export function judgeSize({
  sample,
  later,
  targetBytes,
}: SizeEvidence): { readonly verdict: 'resizing' | 'stuck'; readonly detail: string } | undefined {
  const before = sample.balloon?.actualBytes;
  const now = later?.actualBytes ?? before;
  if (before === undefined || now === undefined || !doesRun(sample)) return undefined;
  const way = `${describeSize(before)} → ${describeSize(now)} within ${later?.afterSeconds.toFixed(1)} s`;
  if (now !== before && now !== targetBytes) return { verdict: 'resizing', detail: way };
  if (targetBytes === undefined || now === targetBytes || later === undefined) return undefined;
  if (later.afterSeconds < STUCK_SECONDS) return undefined;
  return {
    verdict: 'stuck',
    detail: `at ${describeSize(now)} for ${later.afterSeconds.toFixed(1)} s, and the target is ${describeSize(targetBytes)}`,
  };
}
