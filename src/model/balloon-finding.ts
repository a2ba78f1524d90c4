import type { BalloonDeviceState } from './balloon-device-state.js';
import type { Judgement } from './judge.js';
import type { Problem } from './problem.js';
import type { QemuSample } from './qemu-sample.js';

/** What is known of a guest's balloon, judged: verdict, evidence and advice. */
export interface BalloonFinding extends Judgement {
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
  /** What was observed, a line for each fact. */
  readonly evidence: readonly string[];
}
