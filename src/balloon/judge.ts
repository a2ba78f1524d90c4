import type { BalloonReport } from '../model/balloon.js';
import type { BalloonDriverState } from '../model/balloon-device-state.js';
import type { BalloonVerdict } from '../model/balloon-finding.js';
import { machineBytes } from '../model/machine-bytes.js';
import type { Problem } from '../model/problem.js';
import { judgeMemory } from '../model/verdict.js';
import { describeSize } from '../support/size.js';
import type { Examination } from './examine.js';
import { wholePages } from './resize-balloon.js';
import { VERDICTS } from './verdicts.js';

/** A verdict with what it rests on. */
export interface Judgement {
  readonly verdict: BalloonVerdict;
  /** What is special about this guest, in one line; empty when the verdict says it all. */
  readonly detail: string;
  /** What was seen, a line each. */
  readonly evidence: readonly string[];
}

export interface JudgeOptions {
  /** Where the balloon was told to be. QEMU does not tell: only who set it knows. */
  readonly targetBytes?: number | undefined;
}

/** Judges a guest whose QEMU could not be asked. */
export function judgeUnasked(problem: Problem): Judgement {
  const { verdict, explanation } = judgeMemory(undefined, problem);
  return { verdict, detail: explanation, evidence: [] };
}

/** Judges what an examination has found. Pure. */
export function judge(found: Examination, { targetBytes }: JudgeOptions = {}): Judgement {
  const { verdict: reported, explanation } = judgeMemory(found.sample, undefined);
  const evidence = describeEvidence(found, targetBytes);
  const driver = judgeDriver(found, reported);
  if (driver) return { ...driver, evidence };
  const size = judgeSize(found, targetBytes);
  const isWorse = size && (reported === 'ok' || VERDICTS[size.verdict].severity === 'broken');
  if (size && isWorse && VERDICTS[reported].severity !== 'broken') return { ...size, evidence };
  return { verdict: reported, detail: SPECIAL.has(reported) ? explanation : '', evidence };
}

/** Verdicts whose explanation holds more than their meaning does. */
const SPECIAL: ReadonlySet<BalloonVerdict> = new Set(['stale', 'paused', 'not-asked']);

type Finding = Omit<Judgement, 'evidence'>;

/** What the device shows of its driver says more than a report, which outlives both. */
function judgeDriver(found: Examination, reported: BalloonVerdict): Finding | undefined {
  const driver = found.device?.driver;
  if (found.sample.runState !== 'running') return undefined;
  const hasReported = (found.sample.balloon?.report?.lastUpdateSeconds ?? 0) > 0;
  if (found.isReset && hasReported)
    return { verdict: 'reset-pending', detail: 'the last report is of before the machine was reset' };
  if (driver === undefined) return undefined;
  if (!driver.isReady) {
    const where =
      driver.statuses.length === 0 ? 'no driver has it' : `its driver has got to ${driver.statuses.at(-1)}`;
    return hasReported
      ? { verdict: 'reset-pending', detail: `the last report is of before the device was reset: ${where}` }
      : { verdict: 'never-reported', detail: `the device waits for a driver: ${where}` };
  }
  // Without statistics nothing that was reported is this driver's, and switching polling on does not help.
  if (
    !driver.hasStats &&
    (reported === 'polling-off' || reported === 'never-reported' || reported === 'stale')
  )
    return {
      verdict: 'never-reported',
      detail: 'the driver is there, and offers no statistics (no STATS_VQ)',
    };
  return undefined;
}

/** Who was told a size a moment ago has not had the time to follow. */
const STUCK_SECONDS = 1;

function judgeSize({ sample, later }: Examination, toldBytes: number | undefined): Finding | undefined {
  const targetBytes = toldBytes === undefined ? undefined : wholePages(toldBytes);
  const before = sample.balloon?.actualBytes;
  const now = later?.actualBytes ?? before;
  if (before === undefined || now === undefined || sample.runState !== 'running') return undefined;
  const way = `${describeSize(before)} → ${describeSize(now)} within ${later?.afterSeconds.toFixed(1)} s`;
  if (now !== before && now !== targetBytes) return { verdict: 'resizing', detail: way };
  if (targetBytes === undefined || now === targetBytes || later === undefined) return undefined;
  if (later.afterSeconds < STUCK_SECONDS) return undefined;
  return {
    verdict: 'stuck',
    detail: `at ${describeSize(now)} for ${later.afterSeconds.toFixed(1)} s, and was told ${describeSize(targetBytes)}`,
  };
}

function describeEvidence(
  { sample, device, later }: Examination,
  targetBytes: number | undefined,
): readonly string[] {
  const { balloon, runState, memory } = sample;
  const { report, intervalSeconds, actualBytes } = balloon ?? {};
  const lines = [`the guest is ${runState ?? 'in an unknown state'}`];
  if (balloon?.device === undefined) return lines;
  lines.push(`${balloon.device.type} at ${balloon.device.path}`);
  if (device?.driver) lines.push(describeDriver(device.driver));
  else if (device?.whyNoDriver) lines.push(device.whyNoDriver);
  lines.push(
    intervalSeconds === 0 ? 'polling is off' : `the guest is asked every ${intervalSeconds ?? '?'} s`,
  );
  lines.push(describeReport(report, balloon.readAtSeconds ?? sample.takenAtSeconds));
  if (later?.report && report && later.report.lastUpdateSeconds !== report.lastUpdateSeconds)
    lines.push('another report came while it was looked at');
  if (actualBytes !== undefined) {
    const base = machineBytes(memory);
    const of = base === undefined ? '' : ` of ${describeSize(base)}`;
    const target = targetBytes === undefined ? '' : `, and was told ${describeSize(targetBytes)}`;
    lines.push(`the guest may use ${describeSize(later?.actualBytes ?? actualBytes)}${of}${target}`);
  }
  return lines;
}

function describeDriver({ isReady, statuses, hasStats }: BalloonDriverState): string {
  if (!isReady) return `no driver is ready (device status: ${statuses.join(', ') || 'reset'})`;
  return `a driver is ready, ${hasStats ? 'with' : 'without'} statistics`;
}

function describeReport(report: BalloonReport | undefined, nowSeconds: number): string {
  if (report === undefined) return 'the report could not be read';
  if (report.lastUpdateSeconds === 0) return 'no report has come';
  const supplied = Object.keys(report.supplied).length;
  const age = Math.max(0, Math.round(nowSeconds - report.lastUpdateSeconds));
  return `the last report is ${age} s old, and has ${supplied} of ${supplied + report.unset.length} statistics`;
}
