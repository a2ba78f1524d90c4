import type { BalloonReport } from '../model/balloon.js';
import type { BalloonDriverState } from '../model/balloon-device-state.js';
import type { BalloonFinding, BalloonVerdict } from '../model/balloon-finding.js';
import { mostBytes } from '../model/machine-bytes.js';
import type { Problem } from '../model/problem.js';
import { judgeMemory } from '../model/verdict.js';
import { describeSize } from '../support/size.js';
import type { ExaminedBalloon } from './examine.js';
import { wholePages } from './resize-balloon.js';
import { VERDICTS } from './verdicts.js';

/** A balloon, judged: a {@link BalloonFinding} without the guest that it is about. */
export type Finding = Pick<
  BalloonFinding,
  'verdict' | 'severity' | 'meaning' | 'detail' | 'advice' | 'evidence'
>;

/** What the judge cannot read from QEMU. */
export interface JudgeOptions {
  /** The balloon's target, in bytes. QEMU does not report it: only the client that set it knows it. */
  readonly targetBytes?: number | undefined;
}

/** Judges a guest whose QEMU could not be asked. */
export function judgeUnasked(problem: Problem): Finding {
  const { verdict, explanation } = judgeMemory(undefined, problem);
  return findingOf({ verdict, detail: explanation }, []);
}

/** Judges an examined balloon: by its driver, then by its reports, then by its size. Pure. */
export function judge(balloon: ExaminedBalloon, { targetBytes }: JudgeOptions = {}): Finding {
  const { verdict: reported, explanation } = judgeMemory(balloon.sample, undefined);
  const evidence = describeEvidence(balloon, targetBytes);
  const driver = judgeDriver(balloon, reported);
  if (driver) return findingOf(driver, evidence);
  const size = judgeSize(balloon, targetBytes);
  const isWorse = size && (reported === 'ok' || VERDICTS[size.verdict].severity === 'broken');
  if (size && isWorse && VERDICTS[reported].severity !== 'broken') return findingOf(size, evidence);
  return findingOf({ verdict: reported, detail: SPECIFIC.has(reported) ? explanation : '' }, evidence);
}

/** Verdicts whose explanation says more than their meaning. */
const SPECIFIC: ReadonlySet<BalloonVerdict> = new Set(['stale', 'paused', 'not-asked']);

type Ruling = Pick<Finding, 'verdict' | 'detail'>;

function findingOf({ verdict, detail }: Ruling, evidence: readonly string[]): Finding {
  return { verdict, detail, evidence, ...VERDICTS[verdict] };
}

/** The device's view of its driver outweighs the last report, which outlives both. */
function judgeDriver(
  { sample, device, isReset }: ExaminedBalloon,
  reported: BalloonVerdict,
): Ruling | undefined {
  const driver = device?.driver;
  if (sample.runState !== 'running') return undefined;
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
  // Without statistics no report is this driver's, and switching polling on does not help.
  if (
    !driver.hasStats &&
    (reported === 'polling-off' || reported === 'never-reported' || reported === 'stale')
  )
    return {
      verdict: 'never-reported',
      detail: 'the driver is ready, and offers no statistics (no STATS_VQ)',
    };
  return undefined;
}

/** A guest needs this long to follow a new target. */
const STUCK_SECONDS = 1;

function judgeSize({ sample, later }: ExaminedBalloon, wantedBytes: number | undefined): Ruling | undefined {
  const targetBytes = wantedBytes === undefined ? undefined : wholePages(wantedBytes);
  const before = sample.balloon?.actualBytes;
  const now = later?.actualBytes ?? before;
  if (before === undefined || now === undefined || sample.runState !== 'running') return undefined;
  const way = `${describeSize(before)} → ${describeSize(now)} within ${later?.afterSeconds.toFixed(1)} s`;
  if (now !== before && now !== targetBytes) return { verdict: 'resizing', detail: way };
  if (targetBytes === undefined || now === targetBytes || later === undefined) return undefined;
  if (later.afterSeconds < STUCK_SECONDS) return undefined;
  return {
    verdict: 'stuck',
    detail: `at ${describeSize(now)} for ${later.afterSeconds.toFixed(1)} s, and the target is ${describeSize(targetBytes)}`,
  };
}

function describeEvidence(
  { sample, device, later }: ExaminedBalloon,
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
    lines.push('another report arrived between the two samples');
  if (actualBytes !== undefined) {
    const most = mostBytes(memory);
    const of = most === undefined ? '' : ` of ${describeSize(most)}`;
    const beside = memory?.virtioMemBytes ? ` and ${describeSize(memory.virtioMemBytes)} of virtio-mem` : '';
    const target = targetBytes === undefined ? '' : `, and the target is ${describeSize(targetBytes)}`;
    lines.push(`the guest may use ${describeSize(later?.actualBytes ?? actualBytes)}${of}${beside}${target}`);
  }
  return lines;
}

function describeDriver({ isReady, statuses, hasStats }: BalloonDriverState): string {
  if (!isReady) return `no driver is ready (device status: ${statuses.join(', ') || 'reset'})`;
  return `a driver is ready, ${hasStats ? 'with' : 'without'} statistics`;
}

function describeReport(report: BalloonReport | undefined, nowSeconds: number): string {
  if (report === undefined) return 'the report could not be read';
  if (report.lastUpdateSeconds === 0) return 'no report has arrived';
  const supplied = Object.keys(report.supplied).length;
  const age = Math.max(0, Math.round(nowSeconds - report.lastUpdateSeconds));
  return `the last report is ${age} s old, and has ${supplied} of ${supplied + report.unset.length} statistics`;
}
