import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { checkGuest, type Rule, type Seen } from './check-guest.js';
import { checkNumbers } from './check-rates.js';
import { type Expected, expectationOf, type Life, type SweepTime } from './truth.js';

/** A statement of a snapshot that is not true. */
export interface Violation {
  readonly rule: Rule;
  /** The place of the guest; empty for the whole snapshot. */
  readonly who: string;
  readonly what: string;
}

/** A snapshot of the poller, with how the machine has delayed it. */
export interface Sweep {
  readonly snapshot: Snapshot;
  /** How long the poller's thread had work and did not run since the last sweep: a delay by the machine. */
  readonly starvedSeconds: number;
  /** How long it ran meanwhile. */
  readonly ranSeconds?: number;
  /**
   * The longest time that the process of the mocks stood still meanwhile: the whole machine did so, or the mocks.
   */
  readonly stoodStillSeconds?: number;
}

export interface CheckOptions {
  readonly intervalMs: number;
  /** How many intervals a guest gets to be healthy after it has started or recovered. */
  readonly graceSweeps: number;
  /** How long one exchange may take: an answer of a guest in trouble may belong to the next sweep. */
  readonly exchangeMs: number;
  /** Whether every guest of the snapshot must be one of the test's. */
  readonly isWhole: boolean;
}

/** What is kept from one sweep to the next. */
export interface Memory {
  readonly sweep: Sweep | undefined;
  readonly guests: ReadonlyMap<Life, Seen>;
  /** The guest of each session, by the session's id. */
  readonly sessions: ReadonlyMap<number, Life>;
  /** Sweeps whose lateness proves nothing, because the machine was hindered. */
  readonly hindered: number;
  /** The time until which answers may be late because of the machine. */
  readonly hinderedUntilMs: number;
}

export const NOTHING_SEEN: Memory = {
  sweep: undefined,
  guests: new Map(),
  sessions: new Map(),
  hindered: 0,
  hinderedUntilMs: 0,
};

/** By how many intervals a sweep may be late while the machine is hindered. */
const HINDERED_INTERVALS = 2;

/** Differences between Node's clocks, and the time between reading a clock and the event. */
const SLACK_MS = 20;

/** Checks one sweep against the truth. Pure: the same sweep, truth and memory give the same violations. */
export function checkSweep(
  sweep: Sweep,
  lives: readonly Life[],
  memory: Memory,
  options: CheckOptions,
): { readonly violations: readonly Violation[]; readonly memory: Memory } {
  const { snapshot } = sweep;
  const hindrance = hindranceOf(sweep, memory, options);
  const guests = new Map(memory.guests);
  const sessions = new Map(memory.sessions);
  const isEarly = (snapshot.self?.sweep ?? 0) <= options.graceSweeps;
  const violations = isEarly ? [] : [...checkSchedule(sweep, memory.sweep, options, hindrance)];
  const strangers = new Set(snapshot.guests);
  for (const life of lives) {
    const time = timeOf(snapshot);
    // For a poller that has just started every guest is new.
    const expected = isEarly ? PASSING : expectationOf(life, time, hindrance.graceMs);
    const reports = snapshot.guests.filter((report) => isOf(report, life, expected.state === 'absent'));
    violations.push(...checkPresence(life, expected, reports, time));
    const seen = guests.get(life);
    guests.delete(life);
    const [report] = reports;
    if (report === undefined || expected.state === 'absent') continue;
    for (const each of reports) strangers.delete(each);
    const check = { ...options, ...hindrance, report, life, expected, time, seen };
    for (const finding of checkGuest(check)) violations.push({ who: life.place, ...finding });
    violations.push(...checkOwner(report, life, sessions));
    const wasHindered = report.qemu ? hindrance.isHindered : (seen?.wasHindered ?? false);
    guests.set(life, { report: withLast(report, seen?.report), wasHindered });
  }
  for (const report of strangers) violations.push(...checkStranger(report, lives, options));
  for (const what of checkNumbers('host', snapshot.host.rates))
    violations.push({ rule: 'rate', who: '', what });
  const hindered = memory.hindered + (hindrance.isHindered ? 1 : 0);
  return { violations, memory: { sweep, guests, sessions, hindered, hinderedUntilMs: hindrance.untilMs } };
}

export function timeOf({ takenAtSeconds, self }: Snapshot): SweepTime {
  const endedMs = takenAtSeconds * 1000;
  return { beganMs: endedMs - 1000 * (self?.sweepSeconds ?? 0), endedMs };
}

const PASSING: Expected = { state: 'passing' };

/** A loaded machine delays the poller: a sweep without a CPU is late through no fault of the code. */
const MAX_HINDERED_SHARE = 1 / 2;

interface Hindrance {
  readonly graceMs: number;
  /** Whether the machine has kept the poller, or the mocks, from their work a moment ago. */
  readonly isHindered: boolean;
  readonly untilMs: number;
}

function hindranceOf(sweep: Sweep, memory: Memory, { graceSweeps, intervalMs }: CheckOptions): Hindrance {
  const { beganMs, endedMs } = timeOf(sweep.snapshot);
  const hinderedMs = hinderedMsIn(sweep);
  const graceMs = graceSweeps * intervalMs + hinderedMs;
  // A guest that was delayed gets as long to recover as after any other trouble.
  const untilMs = hinderedMs > MAX_HINDERED_SHARE * intervalMs ? endedMs + graceMs : memory.hinderedUntilMs;
  return { graceMs, isHindered: beganMs < untilMs, untilMs };
}

function hinderedMsIn({ starvedSeconds, stoodStillSeconds = 0 }: Sweep): number {
  return 1000 * (starvedSeconds + stoodStillSeconds);
}

/** A living guest must be in the snapshot exactly once, and a dead one must not be. */
function* checkPresence(
  { place, name, process, endingMs = Number.POSITIVE_INFINITY }: Life,
  { state }: Expected,
  reports: readonly GuestSnapshot[],
  { endedMs }: SweepTime,
): Generator<Violation> {
  if (state === 'absent' && process && reports.length > 0)
    yield { rule: 'attribution', who: place, what: `pid ${process.pid} has ended, and is shown` };
  // The test learns of an end later than the poller may.
  const mayBeGone = endingMs <= endedMs && reports.length === 0;
  if ((state === 'healthy' || state === 'troubled') && reports.length !== 1 && !mayBeGone)
    yield {
      rule: 'missing',
      who: place,
      what: `${name} is ${reports.length} times in the snapshot, and ${state}`,
    };
}

/** A session must belong to one guest. */
function* checkOwner(
  { session, qemu, linux: process }: GuestSnapshot,
  life: Life,
  sessions: Map<number, Life>,
): Generator<Violation> {
  if (session === undefined || (qemu === undefined && process === undefined)) return;
  const owner = sessions.get(session.id);
  if (owner !== undefined && owner !== life) {
    const what = `session ${session.id} was that of ${owner.uuid}, and is that of ${life.uuid}`;
    yield { rule: 'session', who: life.place, what };
  }
  sessions.set(session.id, life);
}

/** Identifies a guest by its process, or, without a process of its own, by the UUID of its answer. */
function isOf({ pid, linux: process, socket, uuid }: GuestSnapshot, life: Life, hasGone: boolean): boolean {
  if (life.process === undefined)
    return socket === life.socket && (uuid === undefined ? !hasGone : uuid === life.uuid);
  if (pid !== life.process.pid) return false;
  if (process === undefined) return !hasGone && (uuid === undefined || uuid === life.uuid);
  return process.startTicks === life.process.startTicks;
}

/** Keeps the last answer: counters are compared across gaps too. */
function withLast(report: GuestSnapshot, last: GuestSnapshot | undefined): GuestSnapshot {
  const isSame = last?.session?.id === report.session?.id;
  return {
    ...report,
    qemu: report.qemu ?? (isSame ? last?.qemu : undefined),
    linux: report.linux ?? (isSame ? last?.linux : undefined),
  };
}

/** Checks the poller's schedule by its own figures, less the delays by the machine. */
function* checkSchedule(
  sweep: Sweep,
  before: Sweep | undefined,
  { intervalMs }: CheckOptions,
  { isHindered }: Hindrance,
): Generator<Violation> {
  const { self } = sweep.snapshot;
  const late = (what: string): Violation => ({ rule: 'late', who: '', what });
  if (self === undefined) return yield late('the snapshot has no figures of the poller');
  // The mocks share the CPUs, and what they are denied is not counted.
  const slackMs = SLACK_MS + (isHindered ? HINDERED_INTERVALS * intervalMs : 0);
  // Time in which the poller's loop did not turn is a figure of its own, and its time limits do not count it.
  const excusedMs = Math.max(hinderedMsIn(sweep), 1000 * self.loopLateSeconds);
  const missed = self.missedSweeps - (before?.snapshot.self?.missedSweeps ?? 0);
  // A sweep that ran over its time costs the next ones theirs, and is judged for itself.
  const { lateSeconds = 0, sweepSeconds = 0 } = before?.snapshot.self ?? {};
  const beforeMs = 1000 * (lateSeconds + sweepSeconds);
  const inheritedMs = Math.min(Math.max(0, beforeMs - (1 + missed) * intervalMs), 1000 * self.lateSeconds);
  const tookMs = 1000 * (self.lateSeconds + self.sweepSeconds) - inheritedMs - excusedMs;
  if (tookMs > intervalMs + slackMs)
    yield late(`sweep ${self.sweep} ended ${tookMs} ms after its time: ${describeTimes(sweep)}`);
  if (missed * intervalMs > beforeMs + excusedMs + slackMs) yield late(`${missed} sweeps were skipped`);
  const last = before?.snapshot.self?.sweep ?? self.sweep - 1;
  if (self.sweep !== last + 1) yield late(`sweep ${self.sweep} came after ${last}`);
}

/** What there is to find the cause of a late sweep with, in ms. */
function describeTimes({ snapshot: { self }, starvedSeconds, stoodStillSeconds, ranSeconds }: Sweep): string {
  const seconds = {
    late: self?.lateSeconds,
    sweep: self?.sweepSeconds,
    discover: self?.discoverSeconds,
    host: self?.hostSeconds,
    loopLate: self?.loopLateSeconds,
    starved: starvedSeconds,
    stoodStill: stoodStillSeconds,
    ran: ranSeconds,
  };
  return Object.entries(seconds)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name} ${Math.round(1000 * value)}`))
    .join(', ');
}

/** A guest of the snapshot that is not one of the living. */
function* checkStranger(
  { pid, uuid, qemu, lastGood, socket, name }: GuestSnapshot,
  lives: readonly Life[],
  { isWhole }: CheckOptions,
): Generator<Violation> {
  const place = lives.find((life) => life.socket === socket || life.uuid === uuid)?.place;
  if (place === undefined && !isWhole) return;
  if (qemu === undefined && lastGood === undefined) return;
  const what = `${name} (pid ${pid}, ${uuid}) is shown at ${socket}, and no such guest lives`;
  yield { rule: 'attribution', who: place ?? '', what };
}
