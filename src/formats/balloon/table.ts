import { ageText } from '../../support/duration.js';
import { formatSize } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type CellColumn, layoutItems } from '../columns.js';
import { layoutFootnotes } from '../footnotes.js';
import { problemText } from '../problem-text.js';
import type { BalloonEntry } from './json.js';

type Column = CellColumn<BalloonEntry>;

const UNKNOWN = '-';
const MAX_CELL = 40;

const COLUMNS: readonly Column[] = [
  { heading: 'NAME', align: 'left', cell: ({ name }) => terminalSafe(name, MAX_CELL) },
  { heading: 'PID', align: 'right', cell: ({ pid }) => (pid === null ? UNKNOWN : String(pid)) },
  { heading: 'VERDICT', align: 'left', cell: ({ verdict }) => verdict },
  { heading: 'ACTUAL/MOST', align: 'right', cell: sizes },
  { heading: 'INTERVAL', align: 'right', rank: 1, cell: ({ intervalSeconds }) => interval(intervalSeconds) },
  { heading: 'AGE', align: 'right', cell: age },
  { heading: 'STATS', align: 'right', rank: 2, cell: ({ report }) => stats(report) },
  { heading: 'DRIVER', align: 'left', rank: 3, cell: ({ driver }) => driverWord(driver) },
  { heading: 'TYPE', align: 'left', rank: 5, cell: ({ device }) => shown(device?.type) },
  { heading: 'FEATURES', align: 'left', rank: 4, cell: features },
  {
    heading: 'PATH',
    align: 'left',
    rank: 6,
    cell: ({ device }) => terminalSafe(device?.path ?? UNKNOWN, 80),
  },
];

/**
 * Encodes balloons as a table for people: a line of headings and a line for each, safe for a terminal.
 *
 * @param width that of the terminal: no line is longer, and what is wrong is told below the table (default: every column, as
 * long as it is)
 */
export function encodeBalloonTable(balloons: readonly BalloonEntry[], width?: number): string {
  const table = layoutItems(COLUMNS, balloons, width);
  if (width === undefined) return table;
  const notes = balloons
    .map((balloon) => ({ name: balloon.name, text: problemText(troubled(balloon), false) }))
    .filter(({ text }) => text !== '');
  return table + layoutFootnotes(notes, width);
}

function troubled(balloon: BalloonEntry): Parameters<typeof problemText>[0] {
  const { severity, detail, meaning } = balloon;
  return { ...balloon, explanation: severity === 'fine' ? '' : detail || meaning };
}

function age({ report }: BalloonEntry): string {
  return report?.ageSeconds == null ? UNKNOWN : ageText(report.ageSeconds);
}

function shown(text: string | undefined): string {
  return terminalSafe(text ?? UNKNOWN, MAX_CELL);
}

function sizes({ actualBytes, mostBytes }: BalloonEntry): string {
  if (actualBytes === null) return UNKNOWN;
  return `${formatSize(actualBytes)}/${mostBytes === null ? '?' : formatSize(mostBytes)}`;
}

function interval(seconds: number | null): string {
  if (seconds === null) return UNKNOWN;
  return seconds === 0 ? 'off' : `${seconds}s`;
}

function stats(report: BalloonEntry['report']): string {
  if (report === null) return UNKNOWN;
  const supplied = Object.keys(report.supplied).length;
  return `${supplied}/${supplied + report.unset.length}`;
}

function driverWord(driver: BalloonEntry['driver']): string {
  if (driver === null) return UNKNOWN;
  if (!driver.ready) return 'none';
  return driver.statistics ? 'ready' : 'no stats';
}

function features({ device }: BalloonEntry): string {
  if (device === null) return UNKNOWN;
  const offered = Object.entries(device.features).filter(([, is]) => is === true);
  return offered.map(([feature]) => feature).join(',') || 'none';
}
