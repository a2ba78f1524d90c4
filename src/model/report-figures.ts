import type { BalloonReport } from './balloon.js';
import type { QemuSample } from './qemu-sample.js';

/** A guest's memory by the last report of its balloon, fresh or not. */
export interface ReportFigures {
  /**
   * Total minus available (minus free, where the guest does not supply what is available); `undefined` when the report does
   * not have both, or they contradict each other.
   */
  readonly lastUsedBytes: number | undefined;
  readonly totalBytes: number | undefined;
  /** Seconds since the last report; `undefined` when there was none. */
  readonly ageSeconds: number | undefined;
}

export const NO_FIGURES: ReportFigures = {
  ageSeconds: undefined,
  totalBytes: undefined,
  lastUsedBytes: undefined,
};

/** A report is due once an interval; one may be lost, and both dates are cut to whole seconds. */
const MISSED_REPORTS = 2;
const SLACK_SECONDS = 2;

/** Computes what the last report in a sample says. */
export function figuresOf(sample: QemuSample): ReportFigures {
  const report = sample.balloon?.report;
  if (report === undefined || report.lastUpdateSeconds === 0) return NO_FIGURES;
  const ageSeconds = Math.max(0, readAt(sample) - report.lastUpdateSeconds);
  const totalBytes = statOf(report, 'stat-total-memory');
  const leftBytes = statOf(report, 'stat-available-memory') ?? statOf(report, 'stat-free-memory');
  const isKnown = totalBytes !== undefined && leftBytes !== undefined && leftBytes <= totalBytes;
  return { ageSeconds, totalBytes, lastUsedBytes: isKnown ? totalBytes - leftBytes : undefined };
}

/** When the balloon's report was read, seconds since the epoch: its age is counted up to here. */
export function readAt({ balloon, takenAtSeconds }: QemuSample): number {
  return balloon?.readAtSeconds ?? takenAtSeconds;
}

/** Whether a report is too old at this interval. */
export function isOverdue(ageSeconds: number, intervalSeconds: number): boolean {
  return ageSeconds > MISSED_REPORTS * intervalSeconds + SLACK_SECONDS;
}

/** Whether a report is dated in the future: the host's clock was set back, and the report's age is unknown. */
export function isFromFuture({ lastUpdateSeconds }: BalloonReport, nowSeconds: number): boolean {
  return lastUpdateSeconds > nowSeconds + SLACK_SECONDS;
}

/** A statistic of a report; `undefined` when the guest does not supply it. */
export function statOf(report: BalloonReport, stat: string): number | undefined {
  const value = report.supplied[stat];
  return value === undefined ? undefined : Number(value);
}
