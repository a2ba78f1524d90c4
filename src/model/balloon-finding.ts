import type { BalloonDeviceState } from './balloon-device-state.js';
import type { Problem } from './problem.js';
import type { QemuSample } from './qemu-sample.js';
import type { MemoryVerdict } from './verdict.js';

/**
 * What is to be said of a guest's balloon: what its figures show (see {@link MemoryVerdict}), and what more its device does.
 *
 * - `resizing`: the balloon is on its way to another size
 * - `stuck`: it is not where it was told to be, and does not move
 * - `reset-pending`: the device was reset, and no driver has taken it up since
 */
export type BalloonVerdict = MemoryVerdict | 'resizing' | 'stuck' | 'reset-pending';

/** From harmless to worst: nothing to do, something to know, something to mend, and nobody could tell. */
export type Severity = 'fine' | 'notice' | 'broken' | 'unknown';

/** Everything that is known of one guest's balloon. */
export interface BalloonFinding {
  readonly name: string;
  readonly uuid: string | undefined;
  readonly pid: number | undefined;
  /** The monitor that was asked, or would have been. */
  readonly socket: string | undefined;
  /** Why QEMU could not be asked. */
  readonly problem: Problem | undefined;
  readonly sample: QemuSample | undefined;
  /** `undefined` without a balloon, or where it was not looked at. */
  readonly device: BalloonDeviceState | undefined;
  readonly verdict: BalloonVerdict;
  readonly severity: Severity;
  /** What the verdict means, in one sentence. */
  readonly meaning: string;
  /** What is special about this guest; may be empty. */
  readonly detail: string;
  /** What to do; empty where nothing is to be done. */
  readonly advice: string;
  /** What was seen, a line each. */
  readonly evidence: readonly string[];
}
