import type { CaseResult } from '../model/check-report.js';
import { ClientClosedError, CommandTimeoutError, ConnectionLostError } from '../protocol/qmp/errors.js';
import { startDeadline } from '../support/deadline.js';
import { MAX_TIMER_MS } from '../support/duration.js';
import { messageOf } from '../support/errors.js';
import { LOOP_CLOCK, wasLate } from '../support/loop-clock.js';
import { DRIVER_CASES } from './cases/driver-cases.js';
import { FIGURE_CASES } from './cases/figure-cases.js';
import { LIFE_CASES } from './cases/life-cases.js';
import { POLLING_CASES } from './cases/polling-cases.js';
import { SIZE_CASES } from './cases/size-cases.js';
import { type CheckCase, failed, type Outcome, skipped } from './check-case.js';
import type { DriverBench } from './driver-bench.js';
import { putBack, remember } from './put-back.js';

const byNeed = (needs: CheckCase['needs']) => (one: CheckCase) => one.needs === needs;
const DRIVING = [...SIZE_CASES, ...LIFE_CASES];

/**
 * Every case, in the order in which they run: the contents of reports are judged after most reports have arrived, and what
 * resets the guest comes last.
 */
export const CHECK_CASES: readonly CheckCase[] = [
  ...DRIVER_CASES,
  ...POLLING_CASES,
  ...DRIVING.filter(byNeed('control')),
  ...FIGURE_CASES,
  ...DRIVING.filter(byNeed('disruption')),
];

/** Which cases to run. */
export interface CheckOptions {
  /** Also runs the cases that stop the guest for a moment, and resize it. */
  readonly control: boolean;
  /** Also runs those that reset it, unplug its balloon, and starve it of memory. */
  readonly disruptive: boolean;
  /** Called before each case, with its number from 1 on, and how many there are. */
  readonly onCase?: ((one: CheckCase, number: number, total: number) => void) | undefined;
  /** Called after each case. */
  readonly onResult?: ((result: CaseResult) => void) | undefined;
  /** The cases to run (default: {@link CHECK_CASES}). */
  readonly cases?: readonly CheckCase[] | undefined;
}

/** The results of a run. */
export interface CheckRun {
  /** One a case, and a failed one more when the guest could not be restored. */
  readonly results: readonly CaseResult[];
  /** What could not be restored, a line each. */
  readonly leftBehind: readonly string[];
}

/**
 * Runs the conformance suite against a live driver, then restores the guest, also when the bench's signal ends the run: the
 * cases that were not run are skipped then. Rejects only when the guest's state cannot be read at the start.
 */
export async function runCheck(bench: DriverBench, options: CheckOptions): Promise<CheckRun> {
  const found = await remember(bench);
  const results: CaseResult[] = [];
  let end: string | undefined;
  const cases = options.cases ?? CHECK_CASES;
  for (const [at, one] of cases.entries()) {
    options.onCase?.(one, at + 1, cases.length);
    const beganMs = bench.clock.nowMs();
    const { outcome, fatal } =
      end === undefined ? await runCase(one, bench, options) : { outcome: skipped(end), fatal: undefined };
    end ??= fatal;
    const { id, title, basis } = one;
    const result = { id, title, basis, ...outcome, seconds: (bench.clock.nowMs() - beganMs) / 1000 };
    results.push(result);
    options.onResult?.(result);
  }
  const leftBehind = await putBack(bench, found);
  if (leftBehind.length > 0) results.push(notPutBack(leftBehind));
  return { results, leftBehind };
}

/** What was left behind fails the run in every format of its report. */
function notPutBack(leftBehind: readonly string[]): CaseResult {
  const [why = ''] = leftBehind;
  return {
    id: 'put-back',
    title: 'the guest is as it was found',
    basis: 'qgauge docs/balloon.md',
    state: 'failed',
    why,
    facts: leftBehind.slice(1),
    seconds: 0,
  };
}

interface Run {
  readonly outcome: Outcome;
  /** Why no further case can run. */
  readonly fatal?: string | undefined;
}

async function runCase(one: CheckCase, bench: DriverBench, options: CheckOptions): Promise<Run> {
  const obstacle = whyNot(one, bench, options);
  if (obstacle !== undefined) return { outcome: skipped(obstacle) };
  // The clock of the loop ticks while an alarm is set.
  using _ticking = startDeadline(MAX_TIMER_MS);
  const waited = LOOP_CLOCK.startWait();
  try {
    const outcome = await one.run(bench);
    // The cases measure time: one that fails while we do not get to run is not held against the driver.
    return { outcome: outcome.state === 'failed' && wasLate(waited()) ? skipped(LATE) : outcome };
  } catch (error) {
    if (bench.signal.aborted) return { outcome: skipped(INTERRUPTED), fatal: INTERRUPTED };
    const fatal = isEnd(error) ? `QEMU no longer answers: ${messageOf(error)}` : undefined;
    return { outcome: failed(messageOf(error)), fatal };
  }
}

const LATE = 'qgauge itself seldom got to run meanwhile: its host or control group has no CPU to spare';
const INTERRUPTED = 'the run was interrupted';

function isEnd(error: unknown): boolean {
  return (
    error instanceof ConnectionLostError ||
    error instanceof ClientClosedError ||
    error instanceof CommandTimeoutError
  );
}

function whyNot(
  { needs, needsStats }: CheckCase,
  bench: DriverBench,
  options: CheckOptions,
): string | undefined {
  if (needs === 'disruption' && !options.disruptive) return 'it disturbs the guest: add --disruptive';
  if (needs === 'control' && !options.control) return 'it stops or resizes the guest: add --control';
  const { driver } = bench.state;
  if (needsStats && driver && !driver.isReady) return 'the guest has no driver';
  if (needsStats && driver && !driver.hasStats) return 'the driver has not negotiated the statistics queue';
  return undefined;
}
