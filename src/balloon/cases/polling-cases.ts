import { type CheckCase, failed, type Outcome, passed, seconds } from '../check-case.js';
import type { DriverBench } from '../driver-bench.js';
import type { SeenReport } from '../report-log.js';

const STATS = 'virtio 1.2, 5.5.6.3 (Memory Statistics)';
const POLLING = 'QEMU docs/interop/virtio-balloon-stats.rst';
/** What the pause between two readings, and a busy host, may add to a gap. */
const SLACK_MS = 1000;
const BURST = 20;

/** When reports arrive. */
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
    title: 'reports repeatedly, once an interval',
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
      const unexpected = await bench.reports.awaitNew(1, 2500);
      if (unexpected.length > 0)
        return failed('a report arrived while polling was off: unrequested, or more than a second late');
      return answersWhenAsked(bench, 2);
    },
  },
  {
    id: 'setting-burst',
    title: `survives ${BURST} changes of the interval at once`,
    basis: POLLING,
    needsStats: true,
    run: async (bench) => {
      await Promise.all(Array.from({ length: BURST }, (_, at) => bench.setInterval(at % 3)));
      await bench.setInterval(1);
      return keepsPace(bench, 1, 2);
    },
  },
];

/** QEMU asks at once when the interval goes from 0 to N. */
async function answersWhenAsked(bench: DriverBench, intervalSeconds: number): Promise<Outcome> {
  const askedMs = bench.clock.nowMs();
  await bench.setInterval(intervalSeconds);
  const [first] = await bench.reports.awaitNew(1, intervalSeconds * 1000);
  if (first) return passed(`answered within ${seconds(first.seenMs - askedMs)}`);
  return failed(`no report within ${intervalSeconds} s of being asked`);
}

/** @param count how many reports to await; the first one only starts the time */
async function keepsPace(bench: DriverBench, intervalSeconds: number, count: number): Promise<Outcome> {
  const intervalMs = intervalSeconds * 1000;
  const arrived = await bench.reports.awaitNew(count, count * intervalMs + SLACK_MS);
  const gaps = gapsOf(arrived);
  const facts = gaps.length > 0 ? [`gaps: ${gaps.map(seconds).join(', ')}`] : [];
  if (arrived.length < count)
    return failed(
      `${arrived.length} of ${count} reports arrived within ${seconds(count * intervalMs + SLACK_MS)} at an interval of ${intervalSeconds} s`,
      ...facts,
    );
  const isSoon = gaps.some((gap) => gap < intervalMs - SLACK_MS / 2);
  return isSoon ? failed('reports arrive more often than the guest is asked', ...facts) : passed(...facts);
}

function gapsOf(reports: readonly SeenReport[]): readonly number[] {
  return reports.slice(1).map(({ seenMs }, at) => seenMs - (reports[at]?.seenMs ?? seenMs));
}
