import type { Problem } from '../../model/problem.js';
import type { QemuSample } from '../../model/qemu-sample.js';
import type { QmpCost } from '../../model/self-sample.js';

/** The result of a sweep for one QEMU, so far. */
export interface SweepResult {
  readonly qemu: QemuSample | undefined;
  /** What the sample cost QEMU. */
  readonly cost: QmpCost | undefined;
  readonly problem: Problem | undefined;
  /** QEMU fell silent before its last answer. */
  readonly brokeOff: boolean;
}

/** Not asked yet. */
export const NO_RESULT: SweepResult = {
  qemu: undefined,
  cost: undefined,
  problem: undefined,
  brokeOff: false,
};
