import type { BalloonReport } from '../../model/balloon.js';
import { doesRun } from '../../model/run-state.js';
import type { Resized } from '../../qemu/balloon-progress.js';
import { describeSize } from '../../support/size.js';
import { type CheckCase, failed, type Outcome, passed, skipped } from '../check-case.js';
import type { DriverBench } from '../driver-bench.js';
import { planTargets, type TargetPlan } from '../plan-targets.js';
import type { SeenReport } from '../report-log.js';

const INFLATE = 'virtio 1.2, 5.5.6 (Device Operation)';
const TOTAL = 'virtio 1.2, 5.5.6.4 (VIRTIO_BALLOON_S_MEMTOT)';
const STATS_WHILE = 'virtio 1.2, 5.5.6.3 (Memory Statistics)';
const OOM = 'virtio 1.2, 5.5.3 (VIRTIO_BALLOON_F_DEFLATE_ON_OOM)';
/** The kernel's own pages come and go beside those of the balloon. */
const TOTAL_SLACK_BYTES = 4 * 2 ** 20;
/** How long the balloon is kept moving while reports are awaited. */
const MOVING_MS = 4000;
/** The share of its memory that a guest is left with: with deflate-on-oom it takes back what it needs. */
const SQUEEZE = 1 / 8;

/** How the balloon follows its target. */
export const SIZE_CASES: readonly CheckCase[] = [
  {
    id: 'inflates',
    title: 'inflates to three targets, one after the other',
    basis: INFLATE,
    needs: 'control',
    run: (bench) =>
      withPlan(bench, async ({ targets, fromBytes }) => {
        const outcome = await follow(bench, targets);
        await bench.resize(fromBytes);
        return outcome;
      }),
  },
  {
    id: 'deflates',
    title: 'deflates to three targets, one after the other',
    basis: INFLATE,
    needs: 'control',
    run: (bench) =>
      withPlan(bench, async ({ targets, fromBytes }) => {
        const [first = fromBytes, second = fromBytes, third = fromBytes] = targets;
        const { isThere } = await bench.resize(third);
        return isThere ? follow(bench, [second, first, fromBytes]) : skipped('it did not inflate that far');
      }),
  },
  {
    id: 'total-follows',
    title: 'reports a total reduced by what the balloon has taken, or unchanged',
    basis: TOTAL,
    needs: 'control',
    needsStats: true,
    run: (bench) => withPlan(bench, (plan) => totalFollows(bench, plan)),
  },
  {
    id: 'reports-while-moving',
    title: 'reports while it inflates and deflates',
    basis: STATS_WHILE,
    needs: 'control',
    needsStats: true,
    run: (bench) => withPlan(bench, (plan) => reportsWhileMoving(bench, plan)),
  },
  {
    id: 'deflate-on-oom',
    title: 'returns pages to a guest that runs out of memory',
    basis: OOM,
    needs: 'disruption',
    run: deflatesOnOom,
  },
];

/** Moves the balloon only when the guest can spare what is taken. */
async function withPlan(bench: DriverBench, move: (plan: TargetPlan) => Promise<Outcome>): Promise<Outcome> {
  const plan = await planTargets(bench);
  return 'why' in plan ? skipped(plan.why) : move(plan);
}

async function follow(bench: DriverBench, targets: readonly number[]): Promise<Outcome> {
  const facts: string[] = [];
  for (const target of targets) {
    const resized = await bench.resize(target);
    facts.push(describe(resized));
    if (!resized.isThere)
      return failed(
        `stopped at ${describeSize(resized.actualBytes)} on the way to ${describeSize(target)}`,
        ...facts,
      );
  }
  return passed(...facts);
}

function describe({ fromBytes, actualBytes, seconds }: Resized): string {
  const moved = Math.abs(fromBytes - actualBytes);
  const rate = seconds > 0 ? `, ${describeSize(moved / seconds)}/s` : '';
  return `${describeSize(fromBytes)} → ${describeSize(actualBytes)} in ${seconds.toFixed(2)} s${rate}`;
}

async function totalFollows(bench: DriverBench, plan: TargetPlan): Promise<Outcome> {
  const before = totalOf(await bench.freshReport());
  const resized = await bench.resize(plan.targets.at(-1) ?? plan.fromBytes);
  const fresh = await bench.freshReport();
  await bench.resize(plan.fromBytes);
  if (fresh === undefined) return failed('no fresh report arrived');
  const after = totalOf(fresh);
  if (before === undefined || after === undefined) return skipped('stat-total-memory is not supplied');
  return judgeTotal(resized.fromBytes - resized.actualBytes, before, after);
}

/** Linux subtracts the pages from its total, except with deflate-on-oom; other systems leave the total as it is. */
function judgeTotal(taken: number, before: number, after: number): Outcome {
  const facts = [`taken ${describeSize(taken)}, total ${describeSize(before)} → ${describeSize(after)}`];
  const isNear = [before, before - taken].some((bytes) => Math.abs(after - bytes) <= TOTAL_SLACK_BYTES);
  if (isNear) return passed(...facts);
  return failed(
    `the total is neither unchanged nor reduced by what was taken (${describeSize(before - taken)})`,
    ...facts,
  );
}

function totalOf(fresh: SeenReport | undefined): number | undefined {
  const total = fresh?.report.supplied['stat-total-memory'];
  return total === undefined ? undefined : Number(total);
}

async function reportsWhileMoving(bench: DriverBench, plan: TargetPlan): Promise<Outcome> {
  await bench.setInterval(1);
  const from = bench.reports.seen.length;
  const endMs = bench.clock.nowMs() + MOVING_MS;
  let moves = 0;
  while (bench.clock.nowMs() < endMs) {
    await bench.setTarget(moves++ % 2 === 0 ? (plan.targets.at(-1) ?? plan.fromBytes) : plan.fromBytes);
    await bench.reports.awaitNew(1, 250);
  }
  await bench.resize(plan.fromBytes);
  const arrived = bench.reports.seen.length - from;
  const facts = [`${arrived} reports in ${MOVING_MS / 1000} s, and ${moves} changes of the target`];
  return arrived >= 2 ? passed(...facts) : failed('no reports arrive while the balloon moves', ...facts);
}

async function deflatesOnOom(bench: DriverBench): Promise<Outcome> {
  if (bench.state.features['deflate-on-oom'] !== true)
    return skipped('the device does not offer it: add deflate-on-oom=on to its -device');
  if (bench.state.driver?.features.includes('DEFLATE_ON_OOM') === false)
    return skipped('the driver has not negotiated it');
  const before = (await bench.freshReport())?.report;
  const fromBytes = await bench.actual();
  const target = Math.floor((fromBytes * SQUEEZE) / 2 ** 20) * 2 ** 20;
  const squeezed = await bench.resize(target, { stallMs: 3000 });
  const status = await bench.runStatus();
  const back = await bench.resize(fromBytes);
  await bench.setInterval(1);
  const [after] = await bench.reports.awaitNew(1, 3000);
  const facts = [`target ${describeSize(target)}: ${describe(squeezed)}`, `back: ${describe(back)}`];
  if (squeezed.actualBytes === fromBytes) return failed('it did not inflate at all', ...facts);
  if (!doesRun(status)) return failed(`the guest is ${status.runState} afterwards`, ...facts);
  if (!back.isThere) return failed('the balloon does not return to its size', ...facts);
  if (before && after === undefined) return failed('no report arrives afterwards', ...facts);
  if (hasRestarted(before, after?.report))
    return failed('the guest did not survive: it has restarted', ...facts);
  return squeezed.isThere ? skipped('the guest had enough memory left: it never ran out') : passed(...facts);
}

/** A running guest has page faults, whose number only grows until the next boot. */
function hasRestarted(before: BalloonReport | undefined, after: BalloonReport | undefined): boolean {
  const [first, last] = [before, after].map((report) => report?.supplied['stat-minor-faults']);
  return first !== undefined && last !== undefined && last < first;
}
