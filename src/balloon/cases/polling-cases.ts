import { type CheckCase, failed, type Outcome, passed, seconds } from '../check-case.js';
import type { DriverBench, SeenReport } from '../driver-bench.js';

const STATS = 'virtio 1.2, 5.5.6.3 (Memory Statistics)';
const POLLING = 'QEMU docs/interop/virtio-balloon-stats.rst';
/** What two looks, and a host that is busy, may add to a gap. */
const SLACK_MS = 1000;
const BURST = 20;

/** When reports come. */
export const POLLING_CASES: readonly CheckCase[] = [
  {
    id: 'reports-when-asked',
    title: 'reports within one interval of being asked',
    basis: STATS,
    needsStats: true,
    run: async (bench) => {
      await bench.quieten();
      return answersWhenAsked(bench, 2);
    },
  },
  {
    id: 're-arms',
    title: 'reports again and again, once an interval',
    basis: `${STATS}; ${POLLING}`,
    needsStats: true,
    run: async (bench) => {
      await bench.setInterval(1);
      return keepsPace(bench, 1, 4);
    },
  },
  {
    id: 'interval-change',
    title: 'follows a change of the interval',
    basis: POLLING,
    needsStats: true,
    run: async (bench) => {
      await bench.setInterval(2);
      return keepsPace(bench, 2, 3);
    },
  },
  {
    id: 'off-on',
    title: 'is silent while polling is off, and reports at once when it is on again',
    basis: POLLING,
    needsStats: true,
    run: async (bench) => {
      await bench.quieten();
      const unasked = await bench.awaitReports(1, 2500);
      if (unasked.length > 0)
        return failed('a report came while polling was off: unasked, or more than a second late');
      return answersWhenAsked(bench, 2);
    },
  },
  {
    id: 'setting-burst',
    title: `outlives ${BURST} changes of the interval at once`,
    basis: POLLING,
    needsStats: true,
    run: async (bench) => {
      await Promise.all(Array.from({ length: BURST }, (_, at) => bench.setInterval(at % 3)));
      await bench.setInterval(1);
      return keepsPace(bench, 1, 2);
    },
  },
];

/** From 0 to N QEMU asks at once. */
async function answersWhenAsked(bench: DriverBench, intervalSeconds: number): Promise<Outcome> {
  const askedMs = bench.clock.nowMs();
  await bench.setInterval(intervalSeconds);
  const [first] = await bench.awaitReports(1, intervalSeconds * 1000);
  if (first) return passed(`answered within ${seconds(first.seenMs - askedMs)}`);
  return failed(`no report within ${intervalSeconds} s of being asked`);
}

/** @param count of reports, of which the first only begins the time */
async function keepsPace(bench: DriverBench, intervalSeconds: number, count: number): Promise<Outcome> {
  const intervalMs = intervalSeconds * 1000;
  const came = await bench.awaitReports(count, count * intervalMs + SLACK_MS);
  const gaps = gapsOf(came);
  const facts = gaps.length > 0 ? [`gaps: ${gaps.map(seconds).join(', ')}`] : [];
  if (came.length < count)
    return failed(
      `${came.length} of ${count} reports came within ${seconds(count * intervalMs + SLACK_MS)} at an interval of ${intervalSeconds} s`,
      ...facts,
    );
  const isSoon = gaps.some((gap) => gap < intervalMs - SLACK_MS / 2);
  return isSoon ? failed('reports come faster than the guest is asked', ...facts) : passed(...facts);
}

function gapsOf(came: readonly SeenReport[]): readonly number[] {
  return came.slice(1).map(({ seenMs }, at) => seenMs - (came[at]?.seenMs ?? seenMs));
}
