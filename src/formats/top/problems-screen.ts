import type { Emphasis } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { TableColumn } from '../table/table-column.js';
import { columnsOf } from './columns-of.js';
import { momentText } from './moment-text.js';
import { type ProblemRow, problemRowsOf } from './problem-rows.js';
import { topScreen } from './top-screen.js';

const MAX_TEXT = 400;
const { text, seconds } = columnsOf<ProblemRow>();

const EMPHASIS: { readonly [severity in ProblemRow['severity']]: Emphasis } = {
  broken: 'bad',
  notice: 'notice',
  event: 'faint',
};

export const PROBLEM_COLUMNS: readonly TableColumn<ProblemRow>[] = [
  text('severity', 'SEVERITY', 'broken, notice, or event for what has happened', ({ severity }) => severity, {
    leastWidth: 8,
    emphasis: ({ severity }) => EMPHASIS[severity],
  }),
  text('kind', 'KIND', 'the problem, the verdict, or the kind of the event', ({ kind }) => kind, {
    leastWidth: 11,
    emphasis: ({ severity }) => EMPHASIS[severity],
  }),
  text('guest', 'GUEST', 'name of the guest', ({ name }) => name, {
    leastWidth: 12,
    isElastic: true,
  }),
  seconds('since', 'SINCE', 'when it began or happened; a filter compares how long ago', agoOf, {
    rank: 0,
    leastWidth: 8,
    cell: ({ atSeconds, nowSeconds }) => momentText(atSeconds, nowSeconds),
  }),
  text('what', 'WHAT', 'what is wrong and what to do', ({ what }) => what, {
    leastWidth: 20,
    isElastic: true,
    cell: ({ what }) => terminalSafe(what, MAX_TEXT),
  }),
];

function agoOf({ atSeconds, nowSeconds }: ProblemRow): number | undefined {
  return atSeconds === undefined ? undefined : Math.max(0, nowSeconds - atSeconds);
}

export const PROBLEMS_SCREEN = topScreen<ProblemRow>({
  name: 'problems',
  title: 'Problems',
  columns: PROBLEM_COLUMNS,
  shown: PROBLEM_COLUMNS.map(({ name }) => name),
  sort: undefined,
  orders: { time: 'since' },
  rowsOf: problemRowsOf,
  detailOf: ({ what }) => what,
});
