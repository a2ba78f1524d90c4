import type { Problem } from '../../model/problem.js';
import type { QemuSample } from '../../model/qemu-sample.js';
import type { QmpCost } from '../../model/self-sample.js';

/** What a sweep has found out of one QEMU so far. */
export interface SweepResult {
  readonly qemu: QemuSample | undefined;
  /** What the sample cost the QEMU. */
  readonly cost: QmpCost | undefined;
  readonly problem: Problem | undefined;
  /** QEMU fell silent in the middle of the answer. */
  readonly brokeOff: boolean;
}

export const NO_RESULT: SweepResult = {
  qemu: undefined,
  cost: undefined,
  problem: undefined,
  brokeOff: false,
};
