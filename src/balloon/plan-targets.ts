import { describeSize } from '../support/size.js';
import type { DriverBench } from './driver-bench.js';

const MEBIBYTE = 2 ** 20;
/** What a guest keeps, beyond what it uses: enough to go on working while it is measured. */
const MIN_MARGIN_BYTES = 48 * MEBIBYTE;
const MARGIN_SHARE = 0.1;
/** Where the guest does not tell what it can spare. */
const BLIND_SHARE = 0.15;
/** Less is no movement to measure. */
const LEAST_BYTES = 12 * MEBIBYTE;
/** Enough to measure a rate by; to move all that a large guest can spare would take minutes. */
const MOST_BYTES = 2 ** 32;
const STEPS = 3;

export interface TargetPlan {
  readonly fromBytes: number;
  /** Each smaller than the one before, the last one well above what the guest needs. */
  readonly targets: readonly number[];
}

/** Three sizes that do the guest no harm; `why` there are none. */
export async function planTargets(bench: DriverBench): Promise<TargetPlan | { readonly why: string }> {
  const fromBytes = await bench.actual();
  // What was available before the last movement says nothing of now.
  const report = (await bench.freshReport())?.report.supplied;
  const available = report?.['stat-available-memory'] ?? report?.['stat-free-memory'];
  const spare = available === undefined ? fromBytes * BLIND_SHARE : Number(available) - marginOf(fromBytes);
  if (spare < LEAST_BYTES)
    return {
      why: `the guest has too little to give: ${describeSize(Math.max(0, spare))} beyond what it needs, ${describeSize(LEAST_BYTES)} is the least`,
    };
  // A driver that lies about what is available must not have its guest squeezed to death.
  const most = Math.min(spare, fromBytes / 2, MOST_BYTES);
  const targets = Array.from({ length: STEPS }, (_, at) =>
    wholeMebibytes(fromBytes - (most * (at + 1)) / STEPS),
  );
  return { fromBytes, targets };
}

/** How much of a guest's memory is left to it above what it uses. */
export function marginOf(totalBytes: number): number {
  return Math.max(MIN_MARGIN_BYTES, totalBytes * MARGIN_SHARE);
}

function wholeMebibytes(bytes: number): number {
  return Math.ceil(bytes / MEBIBYTE) * MEBIBYTE;
}
