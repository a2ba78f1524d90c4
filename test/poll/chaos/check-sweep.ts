import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { checkGuest, type Rule, type Seen } from './check-guest.js';
import { checkNumbers } from './check-rates.js';
import { type Expected, expectationOf, type Life, type SweepTime } from './truth.js';

/** Something that a snapshot says, and that is not so. */
export interface Violation {
  readonly rule: Rule;
  /** The place of the guest; empty for the whole. */
  readonly who: string;
  readonly what: string;
}

/** What a poller has yielded. */
export interface Sweep {
  readonly snapshot: Snapshot;
  /** How long its thread was ready and had no CPU since the sweep before: that is the machine's doing, not the code's. */
  readonly starvedSeconds: number;
  /**
   * How long another process, which hosts the mocks, stood still meanwhile, at the longest: so did the whole machine, or
   * the mocks did.
   */
  readonly stoodStillSeconds?: number;
}

export interface CheckOptions {
  readonly intervalMs: number;
  /** A guest that has come, or is well again, is healthy in every sweep that begins so many intervals later. */
  readonly graceSweeps: number;
  /** How long one exchange may take: one that a guest in trouble outlasts the sweep with is in the next one. */
  readonly exchangeMs: number;
  /** Whether every guest of the snapshot must be in the book. */
  readonly isWhole: boolean;
}

/** What is remembered from one sweep to the next. */
export interface Memory {
  readonly sweep: Sweep | undefined;
  readonly guests: ReadonlyMap<Life, Seen>;
  /** Whose each session is, by its id. */
  readonly sessions: ReadonlyMap<number, Life>;
  /** Sweeps of which the punctuality proves nothing, because the machine was hindered. */
  readonly hindered: number;
  /** Until when answers may be late because of the machine. */
  readonly hinderedUntilMs: number;
}

export const NOTHING_SEEN: Memory = {
  sweep: undefined,
  guests: new Map(),
  sessions: new Map(),
  hindered: 0,
  hinderedUntilMs: 0,
};

/** Node's clocks, and the moment between a look at the clock and the thing itself. */
const SLACK_MS = 20;

/** Holds one sweep to what is true. Pure: the same sweep, truth and memory give the same violations. */
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
  const violations = isEarly ? [] : [...checkSchedule(sweep, memory.sweep, options)];
  const strangers = new Set(snapshot.guests);
  for (const life of lives) {
    const time = timeOf(snapshot);
    // To a poller that has just begun everybody is new.
    const expected = isEarly ? PASSING : expectationOf(life, time, hindrance.graceMs);
    const reports = snapshot.guests.filter((report) => isOf(report, life, expected.state === 'absent'));
    violations.push(...checkPresence(life, expected, reports));
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

/** A machine may be loaded with other work: what is late for want of a CPU is not late for want of care. */
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
  // Whoever was held up has as long to come back as after any other trouble.
  const untilMs = hinderedMs > MAX_HINDERED_SHARE * intervalMs ? endedMs + graceMs : memory.hinderedUntilMs;
  return { graceMs, isHindered: beganMs < untilMs, untilMs };
}

function hinderedMsIn({ starvedSeconds, stoodStillSeconds = 0 }: Sweep): number {
  return 1000 * (starvedSeconds + stoodStillSeconds);
}

/** Who lives is there, once, and who has gone is not. */
function* checkPresence(
  { place, name, process }: Life,
  { state }: Expected,
  reports: readonly GuestSnapshot[],
): Generator<Violation> {
  if (state === 'absent' && process && reports.length > 0)
    yield { rule: 'attribution', who: place, what: `pid ${process.pid} has ended, and is shown` };
  if ((state === 'healthy' || state === 'troubled') && reports.length !== 1)
    yield {
      rule: 'missing',
      who: place,
      what: `${name} is ${reports.length} times in the snapshot, and ${state}`,
    };
}

/** A session is one guest's. */
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

/** By what no two guests have in common: the process, or, for guests without one of their own, the UUID of the answer. */
function isOf({ pid, linux: process, socket, uuid }: GuestSnapshot, life: Life, hasGone: boolean): boolean {
  if (life.process === undefined)
    return socket === life.socket && (uuid === undefined ? !hasGone : uuid === life.uuid);
  if (pid !== life.process.pid) return false;
  if (process === undefined) return !hasGone && (uuid === undefined || uuid === life.uuid);
  return process.startTicks === life.process.startTicks;
}

/** Counters are compared over gaps too. */
function withLast(report: GuestSnapshot, last: GuestSnapshot | undefined): GuestSnapshot {
  const isSame = last?.session?.id === report.session?.id;
  return {
    ...report,
    qemu: report.qemu ?? (isSame ? last?.qemu : undefined),
    linux: report.linux ?? (isSame ? last?.linux : undefined),
  };
}

/** The poller's own schedule judges; only what the machine has kept from it is taken off. */
function* checkSchedule(
  sweep: Sweep,
  before: Sweep | undefined,
  { intervalMs }: CheckOptions,
): Generator<Violation> {
  const { self } = sweep.snapshot;
  const late = (what: string): Violation => ({ rule: 'late', who: '', what });
  if (self === undefined) return yield late('the snapshot tells nothing of the poller');
  const tookMs = 1000 * (self.lateSeconds + self.sweepSeconds) - hinderedMsIn(sweep);
  if (tookMs > intervalMs + SLACK_MS) yield late(`sweep ${self.sweep} was there ${tookMs} ms after its time`);
  const missed = self.missedSweeps - (before?.snapshot.self?.missedSweeps ?? 0);
  if (missed * intervalMs > hinderedMsIn(sweep) + SLACK_MS) yield late(`${missed} sweeps were left out`);
  const last = before?.snapshot.self?.sweep ?? self.sweep - 1;
  if (self.sweep !== last + 1) yield late(`sweep ${self.sweep} came after ${last}`);
}

/** An answer, of now or of before, that nobody who lives has given. */
function* checkStranger(
  { pid, uuid, qemu, lastGood, socket, name }: GuestSnapshot,
  lives: readonly Life[],
  { isWhole }: CheckOptions,
): Generator<Violation> {
  const place = lives.find((life) => life.socket === socket || life.uuid === uuid)?.place;
  if (place === undefined && !isWhole) return;
  if (qemu === undefined && lastGood === undefined) return;
  const what = `${name} (pid ${pid}, ${uuid}) is shown at ${socket}, and nobody of this kind lives`;
  yield { rule: 'attribution', who: place ?? '', what };
}
