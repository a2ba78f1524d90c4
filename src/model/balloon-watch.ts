import type { BalloonDevice, BalloonReport } from './balloon.js';
import type { Judgement } from './judge.js';
import type { RunState } from './run-state.js';

/** What does not change while a balloon is watched. */
export interface WatchIntro {
  readonly name: string;
  readonly device: BalloonDevice;
  /** What the guest may use while the balloon is empty; `undefined` when QEMU does not report it. */
  readonly baseBytes: number | undefined;
  /** Every statistic that this QEMU knows, in the order of `orderStats`. */
  readonly stats: readonly string[];
  /** The polling interval that was found, before one is set; 0 is off. */
  readonly foundIntervalSeconds?: number | undefined;
}

/** What is reported of a watched balloon, in order. */
export type WatchItem = WatchSample | WatchEvent;

/**
 * A balloon at one moment, and why it is reported:
 *
 * - `first`: the state in which it was found
 * - `report`: a report has arrived
 * - `silence`: no report has arrived for another interval
 * - `present`: the caller asked for it
 */
export interface WatchSample extends Judgement {
  readonly type: 'sample';
  readonly reason: 'first' | 'report' | 'silence' | 'present';
  /** Seconds since the epoch, as seen here. */
  readonly timeSeconds: number;
  readonly state: RunState | undefined;
  /** What the guest may use. */
  readonly actualBytes: number | undefined;
  readonly intervalSeconds: number | undefined;
  /** Age of the last report; `undefined` when there was none. */
  readonly ageSeconds: number | undefined;
  /** How long the driver took to answer; `undefined` without a report, and when the time of QEMU's request is unknown. */
  readonly answerSeconds: number | undefined;
  /** By the last report, fresh or not. */
  readonly usedBytes: number | undefined;
  readonly totalBytes: number | undefined;
  /** The last report, fresh or not. */
  readonly report: BalloonReport | undefined;
}

/** An event of QEMU. */
export interface WatchEvent {
  readonly type: 'event';
  /** Seconds since the epoch, by the clock of QEMU's host. */
  readonly timeSeconds: number;
  /** e.g. `BALLOON_CHANGE` */
  readonly event: string;
  readonly data: { readonly [key: string]: unknown };
}
