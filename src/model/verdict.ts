import type { BalloonReport } from './balloon.js';
import type { Problem, ProblemKind } from './problem.js';
import type { QemuSample } from './qemu-sample.js';
import { doesRun } from './run-state.js';

/**
 * Whether the guest's memory is known, and if not, why:
 *
 * - `ok`: the figures are fresh
 * - `no-device`: the machine has no virtio balloon
 * - `polling-off`: QEMU does not ask the guest (the interval is 0)
 * - `never-reported`: no report since the machine's start: no driver, or one without statistics
 * - `stale`: reports have stopped arriving
 * - `paused`: the guest does not run, and cannot report
 * - `empty`: reports are empty
 * - `partial`: reports lack the total, or both free and available memory
 * - `inconsistent`: more free or available than total memory
 * - `monitor-busy`, `qemu-stopped`, `denied`, `not-asked`: QEMU could not be asked; see the guest's problem
 */
export type MemoryVerdict =
  | 'ok'
  | 'no-device'
  | 'polling-off'
  | 'never-reported'
  | 'stale'
  | 'paused'
  | 'empty'
  | 'partial'
  | 'inconsistent'
  | 'monitor-busy'
  | 'qemu-stopped'
  | 'denied'
  | 'not-asked';

/** The guest's own view of its memory, by the last report of its balloon. */
export interface GuestMemory {
  readonly verdict: MemoryVerdict;
  /** One line for people; empty when the verdict is `ok`. */
  readonly explanation: string;
  /**
   * Total minus available (minus free, where the guest does not supply what is available). `undefined` unless the verdict is
   * `ok`: a report that is not fresh says nothing of the present.
   */
  readonly usedBytes: number | undefined;
  /** The same by the last report, fresh or not. */
  readonly lastUsedBytes: number | undefined;
  /** By the last report, fresh or not. */
  readonly totalBytes: number | undefined;
  /** Seconds since the last report; `undefined` when there was none. */
  readonly ageSeconds: number | undefined;
}

/** A report is due once an interval; one may be lost, and both dates are cut to whole seconds. */
const MISSED_REPORTS = 2;
const SLACK_SECONDS = 2;

const OF_PROBLEM: { readonly [kind in ProblemKind]?: MemoryVerdict } = {
  busy: 'monitor-busy',
  stopped: 'qemu-stopped',
  denied: 'denied',
};

/** Judges a guest's memory by the balloon in its sample, or by the problem that left none. */
export function judgeMemory(guest: QemuSample | undefined, problem: Problem | undefined): GuestMemory {
  if (guest === undefined) {
    const verdict = OF_PROBLEM[problem?.kind ?? 'failed'] ?? 'not-asked';
    return { ...UNKNOWN, verdict, explanation: problem?.message ?? 'not asked' };
  }
  const { balloon } = guest;
  if (balloon === undefined) {
    return { ...UNKNOWN, verdict: 'not-asked', explanation: whyNoAnswer(guest) };
  }
  if (balloon.device === undefined)
    return { ...UNKNOWN, verdict: 'no-device', explanation: EXPLANATIONS['no-device'] };
  const nowSeconds = balloon.readAtSeconds ?? guest.takenAtSeconds;
  const figures = figuresOf(balloon.report, nowSeconds);
  const verdict = judgeReport(guest, figures.ageSeconds, nowSeconds);
  return {
    ...figures,
    usedBytes: verdict === 'ok' ? figures.lastUsedBytes : undefined,
    verdict,
    explanation: explain(verdict, guest, figures.ageSeconds),
  };
}

/** Whether the figures are present ones. */
export function isFresh(memory: GuestMemory): boolean {
  return memory.verdict === 'ok';
}

const UNKNOWN = {
  ageSeconds: undefined,
  totalBytes: undefined,
  usedBytes: undefined,
  lastUsedBytes: undefined,
} as const;

const EXPLANATIONS = {
  ok: '',
  'no-device': 'no balloon: start QEMU with -device virtio-balloon',
  'polling-off': 'balloon polling is off: qgauge collect switches it on',
  'never-reported': 'no balloon report: the guest has no driver, or is still booting',
  empty: 'balloon reports come without figures: is the balloon service running in the guest?',
  partial: 'balloon reports lack the total, or both free and available memory',
  inconsistent: 'the balloon reports more free memory than there is',
} as const;

function figuresOf(
  report: BalloonReport | undefined,
  nowSeconds: number,
): Pick<GuestMemory, 'ageSeconds' | 'totalBytes' | 'usedBytes' | 'lastUsedBytes'> {
  if (report === undefined || report.lastUpdateSeconds === 0) return UNKNOWN;
  const ageSeconds = Math.max(0, nowSeconds - report.lastUpdateSeconds);
  const totalBytes = statOf(report, 'stat-total-memory');
  const leftBytes = statOf(report, 'stat-available-memory') ?? statOf(report, 'stat-free-memory');
  const isKnown = totalBytes !== undefined && leftBytes !== undefined && leftBytes <= totalBytes;
  const lastUsedBytes = isKnown ? totalBytes - leftBytes : undefined;
  return { ageSeconds, totalBytes, usedBytes: undefined, lastUsedBytes };
}

function judgeReport(guest: QemuSample, ageSeconds: number | undefined, nowSeconds: number): MemoryVerdict {
  const { report, intervalSeconds } = guest.balloon ?? {};
  const isRunning = doesRun(guest);
  if (report === undefined) return 'not-asked';
  if (ageSeconds === undefined)
    return !isRunning ? 'paused' : intervalSeconds === 0 ? 'polling-off' : 'never-reported';
  if (!isRunning) return 'paused';
  if (intervalSeconds === 0) return 'polling-off';
  if (intervalSeconds === undefined) return 'not-asked';
  if (isOverdue(ageSeconds, intervalSeconds)) return 'stale';
  // Dated in the future: the host's clock was set back, and the age of the report is unknown.
  if (report.lastUpdateSeconds > nowSeconds + SLACK_SECONDS) return 'stale';
  return judgeFigures(report);
}

/** Whether a report is too old at this interval. */
export function isOverdue(ageSeconds: number, intervalSeconds: number): boolean {
  return ageSeconds > MISSED_REPORTS * intervalSeconds + SLACK_SECONDS;
}

function judgeFigures(report: BalloonReport): MemoryVerdict {
  if (Object.keys(report.supplied).length === 0) return 'empty';
  const total = statOf(report, 'stat-total-memory');
  const free = statOf(report, 'stat-free-memory');
  const available = statOf(report, 'stat-available-memory');
  if (total === undefined || (free === undefined && available === undefined)) return 'partial';
  return (free ?? 0) > total || (available ?? 0) > total ? 'inconsistent' : 'ok';
}

function statOf(report: BalloonReport, stat: string): number | undefined {
  const value = report.supplied[stat];
  return value === undefined ? undefined : Number(value);
}

function explain(verdict: MemoryVerdict, guest: QemuSample, ageSeconds: number | undefined): string {
  switch (verdict) {
    case 'paused':
      return `the guest does not run (${guest.runState ?? 'state unknown'}), so its balloon does not report`;
    case 'stale':
      return ageSeconds === 0
        ? "the last balloon report is dated in the future: the host's clock was set back"
        : `the last balloon report is ${Math.round(ageSeconds ?? 0)} s old: the driver has stopped answering`;
    case 'not-asked':
      return whyNoAnswer(guest);
    case 'monitor-busy':
    case 'qemu-stopped':
    case 'denied':
      return '';
    default:
      return EXPLANATIONS[verdict];
  }
}

function whyNoAnswer({ failures }: QemuSample): string {
  return failures.find(({ part }) => part === 'balloon')?.why ?? 'the balloon did not answer';
}
