import type { WatchIntro, WatchSample } from '../../model/balloon-watch.js';
import { rowOf } from '../kvmtop/csv.js';
import type { WatchPrinter } from './watch-printer.js';

type Cell = string | number | bigint | undefined;
type Column = readonly [name: string, cell: (sample: WatchSample) => Cell];

const COLUMNS: readonly Column[] = [
  ['time', ({ timeSeconds }) => new Date(timeSeconds * 1000).toISOString()],
  ['reason', ({ reason }) => reason],
  ['state', ({ state }) => state],
  ['actual_bytes', ({ actualBytes }) => actualBytes],
  ['interval_seconds', ({ intervalSeconds }) => intervalSeconds],
  ['age_seconds', ({ ageSeconds }) => rounded(ageSeconds)],
  ['answer_seconds', ({ answerSeconds }) => rounded(answerSeconds)],
  ['used_bytes', ({ usedBytes }) => usedBytes],
  ['verdict', ({ verdict }) => verdict],
];

/**
 * CSV (RFC 4180): a row for each sample, dated in UTC, with a column for each statistic that this QEMU knows, by QEMU's
 * name; an unknown cell is empty. Events are left out.
 */
export function createWatchCsv({ name, stats }: WatchIntro): WatchPrinter {
  const columns: readonly Column[] = [
    ...COLUMNS,
    ...stats.map((stat): Column => [stat, ({ report }) => report?.supplied[stat]]),
  ];
  return {
    header: rowOf(['name', ...columns.map(([column]) => column)]),
    print: (item) => (item.type === 'sample' ? rowOf([name, ...columns.map(([, cell]) => cell(item))]) : ''),
  };
}

function rounded(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000) / 1000;
}
