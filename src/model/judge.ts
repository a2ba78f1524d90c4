import type { BalloonReport } from './balloon.js';
import type { BalloonDeviceState } from './balloon-device-state.js';
import { judgeSize } from './judge-size.js';
import type { Problem } from './problem.js';
import type { QemuSample } from './qemu-sample.js';
import { figuresOf, isFromFuture, isOverdue, readAt, statOf } from './report-figures.js';
import { doesRun } from './run-state.js';
import { type ReportVerdict, VERDICTS, type Verdict, type VerdictEntry } from './verdict.js';

/** What a guest is judged by: a sample of its QEMU, and what a closer look has shown. */
export interface Evidence {
  readonly sample: QemuSample;
  /** `undefined` when it was not read. */
  readonly device?: BalloonDeviceState | undefined;
  /** `undefined` when no second sample was taken. */
  readonly later?: LaterSample | undefined;
  /** The machine was reset, and no report has arrived since. */
  readonly isReset?: boolean | undefined;
  /** QEMU was started to receive the guest by migration, which brings neither the interval nor the last report along. */
  readonly isIncoming?: boolean | undefined;
  /** The balloon's target, in whole pages. QEMU does not report it: only the client that set it knows it. */
  readonly targetBytes?: number | undefined;
}

/** A second sample of a balloon, which shows what moves. */
export interface LaterSample {
  /** Since the first sample. */
  readonly afterSeconds: number;
  readonly actualBytes: number | undefined;
  readonly report: BalloonReport | undefined;
}

/** A guest, judged: the verdict, what it means and what to do for every guest, and the details of this one. */
export interface Judgement extends VerdictEntry {
  readonly verdict: Verdict;
  /** What is specific to this guest; may be empty. */
  readonly detail: string;
}

/** A verdict, and what is specific to this guest. */
type Ruling = Pick<Judgement, 'verdict' | 'detail'>;

const NOT_ASKED: Problem = { kind: 'failed', message: 'not asked' };

/** Judges a guest whose QEMU could not be asked: the problem is the verdict. */
export function judgeUnasked({ kind, message }: Problem = NOT_ASKED): Judgement {
  return judgementOf({ verdict: kind, detail: message });
}

/** Judges a guest by its balloon: by the driver, then by the reports, then by the size. Pure. */
export function judge(evidence: Evidence): Judgement {
  const reported = judgeReports(evidence);
  const ruling = judgeDriver(evidence, reported.verdict);
  if (ruling) return judgementOf(ruling);
  const size = judgeSize(evidence);
  const isWorse = size && (reported.verdict === 'ok' || VERDICTS[size.verdict].severity === 'broken');
  const isSize = isWorse && VERDICTS[reported.verdict].severity !== 'broken';
  return judgementOf(isSize ? size : reported);
}

function judgementOf({ verdict, detail }: Ruling): Judgement {
  return { verdict, detail, ...VERDICTS[verdict] };
}

function judgeReports({ sample, isIncoming = false }: Evidence): Ruling {
  const { balloon } = sample;
  if (balloon === undefined) return unanswered(sample);
  if (balloon.device === undefined) return plain('no-device');
  const { report, intervalSeconds } = balloon;
  if (report === undefined) return unanswered(sample);
  if (!doesRun(sample)) return { verdict: 'paused', detail: describeState(sample) };
  const { ageSeconds } = figuresOf(sample);
  if (ageSeconds === undefined) return judgeSilence(intervalSeconds, isIncoming);
  if (intervalSeconds === 0) return plain('polling-off');
  if (intervalSeconds === undefined) return unanswered(sample);
  const isFuture = isFromFuture(report, readAt(sample));
  if (isFuture || isOverdue(ageSeconds, intervalSeconds))
    return { verdict: 'stale', detail: isFuture ? FROM_FUTURE : describeAge(ageSeconds) };
  return plain(judgeFigures(report));
}

/** Drivers report once when they are loaded, polling or not: silence means that there is none, but after a migration. */
function judgeSilence(intervalSeconds: number | undefined, isIncoming: boolean): Ruling {
  if (intervalSeconds !== 0) return plain('never-reported');
  return isIncoming
    ? { verdict: 'polling-off', detail: 'polling is off: a migration does not bring the interval along' }
    : { verdict: 'never-reported', detail: NOT_EVEN_ONE };
}

const NOT_EVEN_ONE =
  'no report has arrived, not even the one that a driver sends when it is loaded; polling is off, too';
const FROM_FUTURE = "the last balloon report is dated in the future: the host's clock was set back";

function plain(verdict: ReportVerdict): Ruling {
  return { verdict, detail: '' };
}

function unanswered({ failures }: QemuSample): Ruling {
  const why = failures.find(({ part }) => part === 'balloon')?.why ?? 'the balloon did not answer';
  return { verdict: 'failed', detail: why };
}

function describeState({ runState }: QemuSample): string {
  return `the guest does not run (${runState ?? 'state unknown'}), so its balloon does not report`;
}

function describeAge(ageSeconds: number): string {
  return `the last balloon report is ${Math.round(ageSeconds)} s old: the driver has stopped answering`;
}

function judgeFigures(report: BalloonReport): ReportVerdict {
  if (Object.keys(report.supplied).length === 0) return 'empty';
  const total = statOf(report, 'stat-total-memory');
  const free = statOf(report, 'stat-free-memory');
  const available = statOf(report, 'stat-available-memory');
  if (total === undefined || (free === undefined && available === undefined)) return 'partial';
  return (free ?? 0) > total || (available ?? 0) > total ? 'inconsistent' : 'ok';
}

/** The device's view of its driver outweighs the last report, which outlives both. */
function judgeDriver({ sample, device, isReset }: Evidence, reported: Verdict): Ruling | undefined {
  const driver = device?.driver;
  if (!doesRun(sample)) return undefined;
  const hasReported = (sample.balloon?.report?.lastUpdateSeconds ?? 0) > 0;
  if (isReset && hasReported)
    return { verdict: 'reset-pending', detail: 'the last report is from before the machine was reset' };
  if (driver === undefined) return undefined;
  if (!driver.isReady) {
    const reached = driver.statuses.at(-1);
    const where =
      reached === undefined ? 'no driver has initialized it' : `its driver has only reached ${reached}`;
    return hasReported
      ? { verdict: 'reset-pending', detail: `the last report is from before the device was reset: ${where}` }
      : { verdict: 'never-reported', detail: `the device waits for a driver: ${where}` };
  }
  if (!SILENT.has(reported)) return undefined;
  // Without statistics no report is this driver's, and switching polling on does not help.
  if (!driver.hasStats)
    return {
      verdict: 'never-reported',
      detail: 'the driver is ready, and offers no statistics (no STATS_VQ)',
    };
  return reported === 'never-reported' && sample.balloon?.intervalSeconds === 0
    ? { verdict: 'polling-off', detail: 'polling is off, and a driver is ready, with statistics' }
    : undefined;
}

const SILENT: ReadonlySet<Verdict> = new Set(['polling-off', 'never-reported', 'stale']);
