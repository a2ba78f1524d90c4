import { marginOf } from '../qemu/balloon-limits.js';
import { describeSize } from '../support/size.js';
import type { DriverBench } from './driver-bench.js';

const MEBIBYTE = 2 ** 20;
/** The share of its memory that is taken from a guest that does not report what it can spare. */
const BLIND_SHARE = 0.15;
/** The smallest movement worth measuring. */
const LEAST_BYTES = 12 * MEBIBYTE;
/** Enough to measure a rate; moving all that a large guest can spare would take minutes. */
const MOST_BYTES = 2 ** 32;
const STEPS = 3;

/** Sizes to move a balloon through. */
export interface TargetPlan {
  /** The present size. */
  readonly fromBytes: number;
  /** Each smaller than the one before; the last one is well above what the guest needs. */
  readonly targets: readonly number[];
}

/** Plans three sizes that do the guest no harm. Resolves to `why` when the guest cannot spare enough. */
export async function planTargets(bench: DriverBench): Promise<TargetPlan | { readonly why: string }> {
  const fromBytes = await bench.actual();
  // A report from before the last movement says nothing of now.
  const report = (await bench.freshReport())?.report.supplied;
  const available = report?.['stat-available-memory'] ?? report?.['stat-free-memory'];
  const spare = available === undefined ? fromBytes * BLIND_SHARE : Number(available) - marginOf(fromBytes);
  if (spare < LEAST_BYTES)
    return {
      why: `the guest can spare ${describeSize(Math.max(0, spare))}, and the test needs ${describeSize(LEAST_BYTES)}`,
    };
  // A driver that overstates what is available must not have its guest starved.
  const most = Math.min(spare, fromBytes / 2, MOST_BYTES);
  const targets = Array.from({ length: STEPS }, (_, at) =>
    wholeMebibytes(fromBytes - (most * (at + 1)) / STEPS),
  );
  return { fromBytes, targets };
}

function wholeMebibytes(bytes: number): number {
  return Math.ceil(bytes / MEBIBYTE) * MEBIBYTE;
}
