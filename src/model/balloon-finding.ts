import type { BalloonDeviceState } from './balloon-device-state.js';
import type { Problem } from './problem.js';
import type { QemuSample } from './qemu-sample.js';
import type { MemoryVerdict } from './verdict.js';

/**
 * The verdict on a guest's balloon: by its reports (see {@link MemoryVerdict}), or by its device:
 *
 * - `resizing`: the balloon is moving to its target size
 * - `stuck`: it has not reached its target size, and does not move
 * - `reset-pending`: the device was reset, and no driver has initialized it since
 */
export type BalloonVerdict = MemoryVerdict | 'resizing' | 'stuck' | 'reset-pending';

/** Nothing to do, something to know, something to repair, and not known. */
export type Severity = 'fine' | 'notice' | 'broken' | 'unknown';

/** What is known of a guest's balloon, judged: verdict, evidence and advice. */
export interface BalloonFinding {
  readonly name: string;
  readonly uuid: string | undefined;
  readonly pid: number | undefined;
  /** The address of the monitor that was asked, or would have been. */
  readonly socket: string | undefined;
  /** Why QEMU could not be asked; `undefined` when it was. */
  readonly problem: Problem | undefined;
  readonly sample: QemuSample | undefined;
  /** `undefined` without a balloon, or when it was not examined. */
  readonly device: BalloonDeviceState | undefined;
  readonly verdict: BalloonVerdict;
  readonly severity: Severity;
  /** What the verdict means, in one sentence. */
  readonly meaning: string;
  /** What is specific to this guest; may be empty. */
  readonly detail: string;
  /** What to do; empty when nothing needs to be done. */
  readonly advice: string;
  /** What was observed, a line for each fact. */
  readonly evidence: readonly string[];
}
