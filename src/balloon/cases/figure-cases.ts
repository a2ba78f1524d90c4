import type { BalloonReport } from '../../model/balloon.js';
import { balloonStat } from '../../model/balloon-stats.js';
import { machineBytes } from '../../model/machine-bytes.js';
import { readMemorySize } from '../../qemu/memory.js';
import { describeSize } from '../../support/size.js';
import { type CheckCase, failed, type Outcome, passed, skipped } from '../check-case.js';
import type { DriverBench } from '../driver-bench.js';

const TAGS = 'virtio 1.2, 5.5.6.4 (Memory Statistics Tags)';
const TOTAL = 'stat-total-memory';
const FREE = 'stat-free-memory';
const AVAILABLE = 'stat-available-memory';
/** A smaller share of the machine is not in bytes: kilobytes or pages are off by a factor of a thousand and more. */
const LEAST_SHARE = 1 / 16;

/** The contents of the reports: each case judges all reports of the run. */
export const FIGURE_CASES: readonly CheckCase[] = [
  {
    id: 'stats-supplied',
    title: 'supplies the total, and free or available memory',
    basis: 'qgauge docs/balloon.md (what memory use is computed from; virtio lets a driver leave any out)',
    needsStats: true,
    run: async (bench) => {
      const report = bench.reports.last;
      if (report === undefined) return skipped(NO_REPORT);
      const supplied = Object.keys(report.supplied);
      const facts = [`supplied: ${list(supplied)}`, `unset: ${list(report.unset)}`];
      if (supplied.length === 0) return failed('every statistic is unset', ...facts);
      if (report.supplied[TOTAL] === undefined) return failed(`${TOTAL} is unset`, ...facts);
      const isKnown = report.supplied[FREE] ?? report.supplied[AVAILABLE];
      return isKnown === undefined
        ? failed(`both ${FREE} and ${AVAILABLE} are unset`, ...facts)
        : passed(...facts);
    },
  },
  {
    id: 'same-subset',
    title: 'supplies the same statistics in every report',
    basis: 'virtio 1.2, 5.5.6.3 (Memory Statistics)',
    needsStats: true,
    run: async ({ reports: { seen } }) => {
      const subsets = new Set(seen.map(({ report }) => list(Object.keys(report.supplied).sort())));
      if (seen.length < 2) return skipped('fewer than two reports have arrived');
      const facts = [...subsets].map((subset) => `supplied: ${subset}`);
      return subsets.size === 1
        ? passed(`${seen.length} reports`)
        : failed('reports differ in what they supply', ...facts);
    },
  },
  {
    id: 'total-in-bytes',
    title: 'reports a total in bytes, and no more than the machine has',
    basis: TAGS,
    needsStats: true,
    run: async (bench) => {
      const total = figure(bench.reports.last, TOTAL);
      if (total === undefined) return skipped(`${TOTAL} is not supplied`);
      const summary = await bench.qmp.execute('query-memory-size-summary');
      // A guest may use NVDIMMs as memory, and need not.
      const most = Number(summary['base-memory']) + Number(summary['plugged-memory'] ?? 0);
      const machine = machineBytes(await readMemorySize(bench.qmp)) ?? most;
      const facts = [`total ${describeSize(total)}, machine ${describeSize(machine)}`];
      if (total > most) return failed('the total is more than the machine has', ...facts);
      if (total < machine * LEAST_SHARE)
        return failed('the total is far less than the machine has: is it in bytes?', ...facts);
      return passed(...facts);
    },
  },
  {
    id: 'free-within-total',
    title: 'never reports more free memory than the total',
    basis: TAGS,
    needsStats: true,
    run: async (bench) => withinTotal(bench, FREE),
  },
  {
    id: 'available-within-total',
    title: 'never reports more available memory than the total',
    basis: TAGS,
    needsStats: true,
    run: async (bench) => withinTotal(bench, AVAILABLE),
  },
  {
    id: 'counters-grow',
    title: 'has counters that never decrease',
    basis: TAGS,
    needsStats: true,
    run: async (bench) => countersGrow(bench),
  },
];

const NO_REPORT = 'no report has arrived';

function withinTotal({ reports: { seen } }: DriverBench, stat: string): Outcome {
  const complete = seen.filter(
    ({ report }) => figure(report, stat) !== undefined && figure(report, TOTAL) !== undefined,
  );
  if (complete.length === 0)
    return skipped(seen.length === 0 ? NO_REPORT : `${stat} or ${TOTAL} is not supplied`);
  const wrong = complete.find(({ report }) => (figure(report, stat) ?? 0) > (figure(report, TOTAL) ?? 0));
  if (wrong === undefined) return passed(`${complete.length} reports`);
  const of = `${describeSize(figure(wrong.report, stat) ?? 0)} of ${describeSize(figure(wrong.report, TOTAL) ?? 0)}`;
  return failed(`${stat} is more than ${TOTAL}: ${of}`);
}

function countersGrow({ reports: { seen } }: DriverBench): Outcome {
  if (seen.length < 2) return skipped('fewer than two reports have arrived');
  const decreases = seen.slice(1).flatMap(({ report }, at) =>
    Object.keys(report.supplied).flatMap((stat) => {
      if (balloonStat(stat).kind !== 'counter') return [];
      const [before, now] = [figure(seen[at]?.report, stat), figure(report, stat)];
      return before !== undefined && now !== undefined && now < before
        ? [`${stat} from ${before} to ${now}`]
        : [];
    }),
  );
  const [first] = decreases;
  if (first === undefined) return passed(`${seen.length} reports`);
  return failed(`a counter decreased: ${first}`, `${decreases.length} decreases in ${seen.length} reports`);
}

function figure(report: BalloonReport | undefined, stat: string): number | undefined {
  const value = report?.supplied[stat];
  return value === undefined ? undefined : Number(value);
}

function list(words: readonly string[]): string {
  return words.map((word) => word.replace(/^stat-/, '')).join(', ') || 'none';
}
