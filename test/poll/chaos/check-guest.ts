import type { ProblemKind } from '../../../src/model/problem.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import { findBackwardSteps } from './check-counters.js';
import { checkRates } from './check-rates.js';
import { type Expected, type Life, mayBeginAnew, type SweepTime } from './truth.js';

export interface GuestCheck {
  readonly report: GuestSnapshot;
  readonly life: Life;
  readonly expected: Expected;
  readonly time: SweepTime;
  readonly seen: Seen | undefined;
  readonly graceMs: number;
  readonly exchangeMs: number;
  readonly intervalMs: number;
  /** Whether the machine has just kept the poller, or the mocks, from running. */
  readonly isHindered: boolean;
}

export type Rule =
  | 'late'
  | 'missing'
  | 'unhealthy'
  | 'stale'
  | 'silent'
  | 'attribution'
  | 'counter'
  | 'rate'
  | 'session';

/** The last answer and the last process sample of a guest. */
export interface Seen {
  readonly report: GuestSnapshot;
  /** Whether the machine was hindered at its last answer, which may be dated late then. */
  readonly wasHindered: boolean;
}

interface Finding {
  readonly rule: Rule;
  readonly what: string;
}

/** The difference between two processes' clocks, and the resolution of Date.now. */
const SLACK_MS = 20;
/** An answer may be under way when a guest falls silent, and is dated when it arrives. */
const UNDER_WAY_MS = 100;

/** Checks one guest of a sweep against the truth. */
export function* checkGuest(check: GuestCheck): Generator<Finding> {
  const { report, life, seen } = check;
  yield* checkIdentity(report, life, isEnding(life, check.time));
  yield* checkAnswer(check);
  yield* checkAge(check);
  yield* checkSession(check);
  const isSameSession = seen !== undefined && seen.report.session?.id === report.session?.id;
  if (isSameSession)
    for (const what of findBackwardSteps(seen.report, report)) yield { rule: 'counter', what };
  // An answer that the machine has delayed is dated late, and makes later rates too high.
  const limits = check.isHindered || seen?.wasHindered ? undefined : life.limits;
  for (const what of checkRates(report, isSameSession ? seen.report : undefined, limits))
    yield { rule: 'rate', what };
}

/** All parts of a guest's snapshot must belong to one guest. */
function* checkIdentity(
  report: GuestSnapshot,
  { uuid, name, memoryBytes, disks, process }: Life,
  losesThreads: boolean,
): Generator<Finding> {
  const differs = (what: string, is: unknown, must: unknown): Finding => ({
    rule: 'attribution',
    what: `${what} is ${is}, and that of ${name} is ${must}`,
  });
  if (report.uuid !== undefined && report.uuid !== uuid) yield differs('uuid', report.uuid, uuid);
  if (report.linux && report.linux.startTicks !== process?.startTicks)
    yield differs('start of the process', report.linux.startTicks, process?.startTicks);
  for (const guest of [report.qemu, report.lastGood?.qemu]) {
    if (guest === undefined) continue;
    if (guest.uuid !== uuid) yield differs("the answer's uuid", guest.uuid, uuid);
    if (guest.name !== name) yield differs("the answer's name", guest.name, name);
    const bytes = guest.memory?.baseBytes;
    if (bytes !== undefined && bytes !== memoryBytes) yield differs('memory', bytes, memoryBytes);
    for (const disk of guest.disks ?? [])
      if (!disks.includes(disk.name)) yield differs('disk', disk.name, disks);
    const threads = new Set(report.linux?.threads.map(({ id }) => id));
    const vcpus = guest.vcpus?.map(({ threadId }) => threadId) ?? [];
    if (threads.size > 0 && !losesThreads && !vcpus.every((id) => threads.has(id)))
      yield differs('vCPU threads', vcpus, [...threads]);
  }
}

/** Whether its end has begun: the threads of a killed process end one after the other, which a sweep may see. */
function isEnding({ troubles }: Life, { endedMs }: SweepTime): boolean {
  return troubles.some(({ expects, beganMs }) => beganMs <= endedMs && expects.problems?.includes('gone'));
}

/** A healthy guest must have answered, a silent one must not, and a guest without an answer must have a problem. */
function* checkAnswer(check: GuestCheck): Generator<Finding> {
  const { report, life, expected } = check;
  const { qemu, problem, linux: process } = report;
  if ((qemu === undefined) === (problem === undefined))
    yield {
      rule: 'unhealthy',
      what: qemu ? `answers, and has a problem: ${problem?.message}` : 'has no answer and no problem',
    };
  if (expected.state === 'healthy') {
    if (problem && !(LATE.has(problem.kind) && isStarved(check)))
      yield { rule: 'unhealthy', what: `is shown as ${problem.kind}: ${problem.message}` };
    if (qemu && qemu.disks?.length !== life.disks.length)
      yield { rule: 'unhealthy', what: `lacks a part: ${JSON.stringify(qemu.failures)}` };
    if (life.process && process === undefined) yield { rule: 'unhealthy', what: 'its process is not shown' };
  }
  // Only its successor can answer in its place.
  if (
    expected.state === 'passing' &&
    life.process &&
    problem?.kind === 'foreign' &&
    !isEnding(life, check.time)
  )
    yield { rule: 'unhealthy', what: `is shown as foreign while it starts: ${problem.message}` };
  if (expected.state !== 'troubled') return;
  const kinds = expected.troubles.map(({ kind }) => kind).join(' and ');
  if (expected.silentSinceMs !== undefined && qemu) yield { rule: 'silent', what: `answers during ${kinds}` };
  // A guest that has just fallen silent may still be late.
  const isAllowed =
    problem?.kind === 'late' ||
    expected.troubles.some(({ expects }) => problem && (expects.problems?.includes(problem.kind) ?? true));
  if (problem && !isAllowed)
    yield { rule: 'unhealthy', what: `is shown as ${problem.kind} during ${kinds}: ${problem.message}` };
}

/** The problems of an answer that is late, because of its guest or of those that were asked before it. */
const LATE: ReadonlySet<ProblemKind> = new Set<ProblemKind>(['hung', 'busy', 'late']);

/** The share of an interval that a QEMU's main thread may wait for a CPU before its answers may be late. */
const MAX_WAIT_SHARE = 1 / 8;

/** Whether the machine has kept the poller or the QEMU from running. */
function isStarved({ report, seen, isHindered, intervalMs }: GuestCheck): boolean {
  const waitedMs = mainThreadWaitedMs(report) - mainThreadWaitedMs(seen?.report);
  return isHindered || waitedMs > MAX_WAIT_SHARE * intervalMs;
}

/** QEMU answers in its main thread. */
function mainThreadWaitedMs(report: GuestSnapshot | undefined): number {
  const main = report?.linux?.threads.find(({ id }) => id === report.pid);
  return (main?.waitNanoseconds ?? Number.NaN) / 1e6;
}

/** An answer that is shown as one of this sweep must be one, and an older answer must have its age. */
function* checkAge(check: GuestCheck): Generator<Finding> {
  const { report, expected, time, seen, exchangeMs } = check;
  const { qemu, linux: process, lastGood } = report;
  const mayBeOldMs = expected.state === 'healthy' && !isStarved(check) ? 0 : exchangeMs;
  if (qemu && qemu.takenAtSeconds * 1000 < time.beganMs - mayBeOldMs - SLACK_MS)
    yield {
      rule: 'stale',
      what: `an answer of ${time.beganMs - qemu.takenAtSeconds * 1000} ms before the sweep`,
    };
  if (
    process?.monotonicSeconds !== undefined &&
    process.monotonicSeconds === seen?.report.linux?.monotonicSeconds
  )
    yield { rule: 'stale', what: 'its process was not read again' };
  if (!lastGood) return;
  if (qemu) yield { rule: 'stale', what: 'an old answer beside a new one' };
  const silentMs =
    expected.state === 'troubled' && expected.silentSinceMs ? time.endedMs - expected.silentSinceMs : 0;
  if (lastGood.ageSeconds * 1000 < silentMs - UNDER_WAY_MS && !isStarved(check))
    yield {
      rule: 'stale',
      what: `an answer is shown as ${lastGood.ageSeconds} s old after ${silentMs} ms of silence`,
    };
}

/** A session must not end without a cause. */
function* checkSession({ report, life, expected, seen, time, graceMs }: GuestCheck): Generator<Finding> {
  const [before, now] = [seen?.report.session, report.session];
  if (before === undefined || now === undefined || before.id === now.id) return;
  const lastAnswer = seen?.report.qemu;
  // A guest that has not answered yet, or has a new socket and no process, may be taken for a new one once.
  const isNew = lastAnswer === undefined || (life.process === undefined && expected.state === 'passing');
  const sinceMs = (lastAnswer?.takenAtSeconds ?? 0) * 1000;
  if (!isNew && !mayBeginAnew(life, sinceMs, time, graceMs))
    yield { rule: 'session', what: `a new session without a cause: ${now.reason || 'the first one'}` };
}
