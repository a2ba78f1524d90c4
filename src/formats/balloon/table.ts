import { ageText } from '../../support/duration.js';
import { formatSize } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Column, layoutColumns } from '../columns.js';
import type { BalloonEntry } from './json.js';

type Cell = readonly [heading: string, align: Column['align'], cell: (balloon: BalloonEntry) => string];

const UNKNOWN = '-';
const MAX_CELL = 40;

const CELLS: readonly Cell[] = [
  ['NAME', 'left', ({ name }) => terminalSafe(name, MAX_CELL)],
  ['VERDICT', 'left', ({ verdict }) => verdict],
  ['ACTUAL/MOST', 'right', sizes],
  ['INTERVAL', 'right', ({ intervalSeconds }) => interval(intervalSeconds)],
  ['AGE', 'right', ({ report }) => (report?.ageSeconds == null ? UNKNOWN : ageText(report.ageSeconds))],
  ['STATS', 'right', ({ report }) => stats(report)],
  ['DRIVER', 'left', ({ driver }) => driverWord(driver)],
  ['TYPE', 'left', ({ device }) => terminalSafe(device?.type ?? UNKNOWN, MAX_CELL)],
  ['FEATURES', 'left', features],
  ['PATH', 'left', ({ device }) => terminalSafe(device?.path ?? UNKNOWN, 80)],
];

/** Encodes balloons as a table for people: a line of headings and a line for each, safe for a terminal. */
export function encodeBalloonTable(balloons: readonly BalloonEntry[]): string {
  return layoutColumns(
    CELLS.map(([heading, align]) => ({ heading, align })),
    balloons.map((balloon) => CELLS.map(([, , cell]) => cell(balloon))),
  );
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
