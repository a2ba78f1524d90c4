import type { BalloonDevice, BalloonReport } from './balloon.js';
import type { BalloonVerdict, Severity } from './balloon-finding.js';
import type { RunState } from './run-state.js';

/** What stays while a balloon is watched. */
export interface WatchIntro {
  readonly name: string;
  readonly device: BalloonDevice;
  /** What the guest has without a balloon; `undefined` where QEMU does not tell. */
  readonly baseBytes: number | undefined;
  /** Every statistic that this QEMU knows, in the order of `orderStats`. */
  readonly stats: readonly string[];
}

/** What is told of a balloon that is watched, one after the other. */
export type WatchItem = WatchSample | WatchEvent;

/**
 * A balloon at one moment, and why it is told:
 *
 * - `first`: it was found so
 * - `report`: a report has come
 * - `silence`: none has come for another interval
 * - `present`: it was asked for
 */
export interface WatchSample {
  readonly type: 'sample';
  readonly reason: 'first' | 'report' | 'silence' | 'present';
  /** Seconds since the epoch, as seen here. */
  readonly timeSeconds: number;
  readonly state: RunState | undefined;
  /** What the guest may use. */
  readonly actualBytes: number | undefined;
  readonly intervalSeconds: number | undefined;
  /** Of the last report; `undefined` when there was none. */
  readonly ageSeconds: number | undefined;
  /** How long the driver took to answer; `undefined` without a report, and where nobody knows when QEMU asked. */
  readonly answerSeconds: number | undefined;
  /** By the last report, fresh or not. */
  readonly usedBytes: number | undefined;
  readonly totalBytes: number | undefined;
  /** The last report, fresh or not. */
  readonly report: BalloonReport | undefined;
  readonly verdict: BalloonVerdict;
  readonly severity: Severity;
  readonly meaning: string;
  /** What is special about this guest; may be empty. */
  readonly detail: string;
  /** Empty where nothing is to be done. */
  readonly advice: string;
}

/** What QEMU has said unasked. */
export interface WatchEvent {
  readonly type: 'event';
  /** Seconds since the epoch, by the clock of QEMU's host where it was read. */
  readonly timeSeconds: number;
  /** e.g. `BALLOON_CHANGE` */
  readonly event: string;
  readonly data: { readonly [key: string]: unknown };
}
