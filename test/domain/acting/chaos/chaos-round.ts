import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOP_CLOCK } from '../../../../src/support/loop-clock.js';
import type { LabGuest } from '../../../lab/guest.js';
import { connectRaw } from '../../../mock-qemu/raw-client.js';
import type { Random } from '../../../poll/chaos/random.js';
import { MAIN } from '../../../run-qgauge.js';
import { openLabGuest } from '../open-lab-guest.js';
import { CHAOS_CALLS, CHAOS_CALLS_OF_LINUX, type ChaosCall, FILE } from './chaos-calls.js';
import type { ChaosPlace } from './chaos-place.js';
import { FROZEN, judge, type Outcome } from './referee.js';

/** A call may end this much later than its deadline. */
const GRACE_MS = 1000;
/** Most of the time, a guest that was stopped runs again before the next call. */
const RESTORED = 0.8;
/** How often the trouble is there before the first command is sent. */
const AT_ONCE = 0.3;

export const TROUBLES = ['none', 'none', 'killed', 'stopped', 'taken', 'caller killed'] as const;
type Trouble = (typeof TROUBLES)[number];

/** What the rounds of all places share. */
export interface ChaosCourse {
  readonly signal: AbortSignal;
  /** The runtime directory of the callers, where they take turns. */
  readonly directory: string;
  /** Told of each call. */
  readonly onCall: (outcome: Outcome['kind']) => void;
  /** Told of what should not be. */
  readonly onViolation: (violation: string) => void;
}

interface Plan {
  readonly call: ChaosCall;
  readonly trouble: Trouble;
  readonly deadlineMs: number;
  /** From the beginning of the call to the trouble. */
  readonly delayMs: number;
}

/** Makes one call in one kind of trouble, and looks at what is left. */
export async function playRound(place: ChaosPlace, random: Random, course: ChaosCourse): Promise<void> {
  const deadlineMs = Math.round(random.between(300, 3000));
  const call = random.pick(place.isLinux ? CHAOS_CALLS_OF_LINUX : CHAOS_CALLS);
  // Most calls take milliseconds, and some until their deadline; before a freeze its guard starts.
  const part = random.next() < AT_ONCE ? 0 : random.next() ** (call.freezes ? 1 : 4);
  const trouble = random.pick(TROUBLES);
  const plan: Plan = { call, trouble, deadlineMs, delayMs: deadlineMs * part };
  const isRestored = random.next() < RESTORED;
  const guest = await place.guest();
  const before = (await place.look()) ?? { runState: 'ended', isThrottled: false, isFrozen: false };
  const { outcome, ranMs } = await callInTrouble(guest, plan, course);
  if (outcome.kind === 'done' && call.typed[0] === 'destroy') await guest.exited;
  const after = await place.look();
  const isLate = ranMs > deadlineMs + GRACE_MS;
  const violation = isLate
    ? `it took ${Math.round(ranMs)} ms`
    : judge({ call, outcome, before, after, late: place.late });
  const found = before.isFrozen ? `${before.runState}, frozen` : before.runState;
  const what = `${place.name}: ${call.typed.join(' ')} (${found}, ${trouble} after ${Math.round(plan.delayMs)} of ${deadlineMs} ms)`;
  course.onCall(outcome.kind);
  if (violation !== undefined) course.onViolation(`${what}: ${violation}`);
  if (outcome.kind !== 'done' && call.stops?.late !== undefined) place.late.add(call.stops.late);
  if (outcome.kind !== 'done' && call.freezes) place.late.add(FROZEN);
  const stuck = after && isRestored ? await place.restore(after) : undefined;
  if (stuck !== undefined) course.onViolation(`${what}: ${stuck}`);
}

interface Called {
  readonly outcome: Outcome;
  /** For how long the call went on, without the time in which this process itself did not run. */
  readonly ranMs: number;
}

async function callInTrouble(guest: LabGuest, plan: Plan, course: ChaosCourse): Promise<Called> {
  if (plan.trouble === 'caller killed') return killCaller(guest, plan, course);
  const { call, trouble, deadlineMs, delayMs } = plan;
  await using _other = trouble === 'taken' ? await connectRaw(guest.monitors[0] ?? '') : undefined;
  const ending = new AbortController();
  let making: Promise<void> | undefined;
  try {
    await using domain = await openLabGuest(guest, {
      control: { lockDirectory: `${course.directory}/control` },
      mayBeSilent: call.typed[0] === 'destroy',
    });
    making = makeTrouble(guest, trouble, delayMs, ending.signal);
    const waited = LOOP_CLOCK.startWait();
    const outcome = await settle(call.run(domain, { deadlineMs, signal: course.signal }, dumpOf(guest)));
    return { outcome, ranMs: waited().ranMs };
  } catch (error) {
    return { outcome: { kind: 'failed', error }, ranMs: 0 };
  } finally {
    ending.abort();
    await making;
  }
}

/** Ends with the call, also where its time has not come. A guest that was stopped runs then. */
async function makeTrouble(
  guest: LabGuest,
  trouble: Trouble,
  delayMs: number,
  ended: AbortSignal,
): Promise<void> {
  if (trouble !== 'killed' && trouble !== 'stopped') return;
  const hasEnded = once(ended, 'abort');
  if (delayMs > 0) await Promise.race([sleep(delayMs), hasEnded]);
  if (ended.aborted) return;
  if (trouble === 'killed') {
    guest.signal('SIGKILL');
    await guest.exited;
  } else {
    guest.signal('SIGSTOP');
    await hasEnded;
    guest.signal('SIGCONT');
  }
}

/** The call is made by the command line, which is killed. */
async function killCaller(
  guest: LabGuest,
  { call, deadlineMs, delayMs }: Plan,
  course: ChaosCourse,
): Promise<Called> {
  const [verb, ...words] = call.typed;
  const given = words.map((word) => (word === FILE ? dumpOf(guest) : word));
  const typed = [
    'dom',
    verb,
    guest.monitors[0] ?? '',
    ...given,
    '--control',
    '--deadline',
    `${deadlineMs}ms`,
  ];
  const child = spawn(process.execPath, [MAIN, ...typed, '--audit-log', `${course.directory}/audit`], {
    env: { ...process.env, QGAUGE_RUNTIME_DIRECTORY: course.directory },
    stdio: 'ignore',
  });
  const hasEnded = once(child, 'exit');
  // It starts first.
  await Promise.race([sleep(300 + delayMs), hasEnded]);
  child.kill('SIGKILL');
  await hasEnded;
  return { outcome: { kind: 'killed' }, ranMs: 0 };
}

function dumpOf({ directory }: LabGuest): string {
  return `${directory}/dump`;
}

async function settle(call: Promise<unknown>): Promise<Outcome> {
  try {
    await call;
    return { kind: 'done' };
  } catch (error) {
    return { kind: 'failed', error };
  }
}
