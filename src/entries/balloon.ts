/**
 * `qgauge/balloon`: finds out about balloons, drives them, and tells a good driver from a bad one.
 *
 * @packageDocumentation
 */

// Every balloon, judged: verdict, evidence, advice.

export { type ExaminedBalloon, type ExamineOptions, examine } from '../balloon/examine.js';
export { type ExamineGuestsOptions, examineGuests } from '../balloon/examine-guests.js';
export { findingsOf, type SeenSweeps } from '../balloon/findings-of-snapshot.js';
export type { BalloonFinding } from '../model/balloon-finding.js';
export { type Evidence, type Judgement, judge, judgeUnasked, type LaterSample } from '../model/judge.js';
export { SEVERITIES, type Severity, VERDICTS, type Verdict, type VerdictEntry } from '../model/verdict.js';

// One balloon, on a monitor that is free.

export { BalloonError } from '../balloon/balloon-error.js';
export { type ResizeOptions, resizeBalloon } from '../balloon/resize-balloon.js';
export { type OpenBalloon, withBalloon } from '../balloon/with-balloon.js';
export { needActual, readInterval, readReport, setPollingInterval } from '../qemu/balloon.js';
export { type DriverQuestion, readBalloonDevice } from '../qemu/balloon-device.js';
export {
  type BalloonLimits,
  objectionTo,
  readBalloonLimits,
  type SizeObjection,
} from '../qemu/balloon-limits.js';
export type { Resized } from '../qemu/balloon-progress.js';
export { readMemorySize } from '../qemu/memory.js';
export { readRunStatus } from '../qemu/status.js';

// A balloon that is watched.

export type { Follower } from '../balloon/follow-balloon.js';
export { type WatchBalloonOptions, watchBalloon } from '../balloon/watch-balloon.js';
export type { WatchEvent, WatchIntro, WatchItem, WatchSample } from '../model/balloon-watch.js';

// The conformance run of a driver.

export type { CheckCase, Outcome } from '../balloon/check-case.js';
export { DriverBench, type DriverBenchOptions } from '../balloon/driver-bench.js';
export { isMoving } from '../balloon/put-back.js';
export type { SeenReport } from '../balloon/report-log.js';
export { CHECK_CASES, type CheckOptions, type CheckRun, runCheck } from '../balloon/run-check.js';
export type { CaseResult, CheckReport } from '../model/check-report.js';
export { type RunInGuest, runnerOf } from '../monitor/with-agent.js';
export { marginOf } from '../qemu/balloon-limits.js';

// What a balloon reports.

export type { BalloonDevice, BalloonReport, BalloonSample } from '../model/balloon.js';
export type { BalloonDeviceState, BalloonDriverState } from '../model/balloon-device-state.js';
export { type BalloonStat, balloonStat, orderStats } from '../model/balloon-stats.js';
export { machineBytes, mostBytes } from '../model/machine-bytes.js';
export { isOverdue } from '../model/report-figures.js';
export { doesRun, type RunState, type RunStatus } from '../model/run-state.js';
