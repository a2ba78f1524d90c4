import { describeDuration } from '../support/duration.js';
import { fitText } from '../support/fit-text.js';
import { describeSize } from '../support/size.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { textWidth } from '../support/text-width.js';

/** Work of which it is known how much is done. */
export interface Work {
  /** The work in a few words: `dumping web`. */
  readonly what: string;
  readonly done: number;
  /** `undefined` while it is unknown. */
  readonly total?: number | undefined;
  /** `bytes`, or what is counted: `objects`. */
  readonly unit: string;
  /** Shown instead of `DONE of TOTAL`: `at 400 MiB`. */
  readonly place?: string | undefined;
}

/** Work of which only the time is known. */
export interface Wait {
  /** As in {@link Work}. */
  readonly what: string;
  /** When it ends at the latest; `undefined`: when it is done. */
  readonly limitSeconds?: number | undefined;
  /** What has come of it so far: `340 messages`. */
  readonly soFar?: string | undefined;
}

/** How far something has got that takes its time. Its texts may come from a guest. */
export type Progress = Work | Wait;

/** What the display of a progress has measured itself. */
export interface Pace {
  readonly elapsedSeconds: number;
  /** How much of the work is done a second; 0 when it is unknown. */
  readonly perSecond: number;
}

/** The name of the work makes room for its figures, down to this many columns. */
const LEAST_WHAT = 10;

/**
 * Formats a progress in one line that is safe for a terminal and fits into its columns: `dumping web: 1 GiB of 4 GiB,
 * 56 MiB/s, 55 s left`, or `recording: 12 s of 1 min, 340 messages`.
 */
export function describeProgress(progress: Progress, pace: Pace, columns: number): string {
  const parts = 'done' in progress ? describeWork(progress, pace) : describeWait(progress, pace);
  const figures = `: ${terminalSafe(parts.join(', '))}`;
  const room = Math.max(LEAST_WHAT, columns - textWidth(figures));
  return fitText(fitText(terminalSafe(progress.what), room) + figures, columns);
}

function describeWork(work: Work, { perSecond }: Pace): readonly string[] {
  const { done, total, place = describeAmount(work) } = work;
  if (perSecond === 0) return [place];
  const speed = `${work.unit === 'bytes' ? describeSize(perSecond) : describeCount(perSecond)}/s`;
  if (total === undefined) return [place, speed];
  const leftSeconds = Math.max(0, Math.ceil((total - done) / perSecond));
  return [place, speed, `${describeDuration(leftSeconds)} left`];
}

function describeAmount({ done, total, unit }: Work): string {
  const amounts = total === undefined ? [done] : [done, total];
  if (unit === 'bytes') return amounts.map(describeSize).join(' of ');
  return `${amounts.join(' of ')} ${unit}`;
}

function describeCount(count: number): string {
  return count < 10 ? count.toFixed(1) : String(Math.round(count));
}

function describeWait({ limitSeconds, soFar }: Wait, { elapsedSeconds }: Pace): readonly string[] {
  const elapsed = describeDuration(Math.floor(elapsedSeconds));
  const time =
    limitSeconds === undefined ? elapsed : `${elapsed} of ${describeDuration(Math.ceil(limitSeconds))}`;
  return soFar === undefined ? [time] : [time, soFar];
}
