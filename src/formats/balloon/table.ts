import { ageText } from '../../support/duration.js';
import { formatSize } from '../../support/size.js';
import type { Emphasis } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { problemText } from '../problem-text.js';
import { type TableColumn, tableColumn, UNKNOWN } from '../table/table-column.js';
import { type ItemTable, textOfLines, viewTable } from '../table/table-view.js';
import type { BalloonEntry } from './json.js';

const column = tableColumn<BalloonEntry>;

const COLUMNS: readonly TableColumn<BalloonEntry>[] = [
  column({ name: 'name', heading: 'NAME', unit: 'text', figureOf: ({ name }) => name }),
  column({
    ...{ name: 'pid', heading: 'PID', unit: 'count', figureOf: ({ pid }) => pid ?? undefined },
    cell: ({ pid }) => (pid === null ? UNKNOWN : String(pid)),
  }),
  column({
    ...{ name: 'verdict', heading: 'VERDICT', unit: 'text', figureOf: ({ verdict }) => verdict },
    emphasis: ({ severity }) => EMPHASIS[severity],
  }),
  column({
    ...{ name: 'actual', heading: 'ACTUAL/MOST', unit: 'bytes', cell: sizes },
    figureOf: ({ actualBytes }) => actualBytes ?? undefined,
  }),
  column({
    ...{ name: 'interval', heading: 'INTERVAL', unit: 'seconds', rank: 1, cell: interval },
    figureOf: ({ intervalSeconds }) => intervalSeconds ?? undefined,
  }),
  column({
    ...{ name: 'age', heading: 'AGE', unit: 'seconds', cell: age },
    figureOf: ({ report }) => report?.ageSeconds ?? undefined,
  }),
  column({
    ...{ name: 'stats', heading: 'STATS', unit: 'count', rank: 2, cell: stats },
    figureOf: ({ report }) => (report === null ? undefined : Object.keys(report.supplied).length),
  }),
  column({ name: 'driver', heading: 'DRIVER', unit: 'text', rank: 3, figureOf: driverWord }),
  column({
    ...{ name: 'type', heading: 'TYPE', unit: 'text', rank: 5 },
    figureOf: ({ device }) => device?.type,
  }),
  column({
    name: 'features',
    heading: 'FEATURES',
    unit: 'text',
    rank: 4,
    figureOf: features,
    cell: featuresCell,
  }),
  column({
    ...{ name: 'path', heading: 'PATH', unit: 'text', rank: 6, isElastic: true, cutTo: 20 },
    figureOf: ({ device }) => device?.path,
    cell: ({ device }) => terminalSafe(device?.path ?? UNKNOWN, 80),
  }),
];

const EMPHASIS: { readonly [severity in BalloonEntry['severity']]: Emphasis } = {
  fine: 'good',
  notice: 'notice',
  broken: 'bad',
  unknown: 'bad',
};

/** The table of balloons: on a terminal it is told below it what is wrong. */
export const BALLOON_TABLE: ItemTable<BalloonEntry> = {
  columns: COLUMNS,
  wide: [],
  notesOf: (balloon) => {
    const text = problemText(troubled(balloon), balloon.name === balloon.socket);
    return text === '' ? [] : [{ name: balloon.name, text }];
  },
};

/**
 * Encodes balloons as a table for people: a line of headings and a line for each, safe for a terminal.
 *
 * @param width that of the terminal: no line is longer, and what is wrong is told below the table (default: every column, as
 * long as it is)
 */
export function encodeBalloonTable(balloons: readonly BalloonEntry[], width?: number): string {
  return textOfLines(viewTable(BALLOON_TABLE, {}).layout(balloons, width));
}

function troubled(balloon: BalloonEntry): Parameters<typeof problemText>[0] {
  const { severity, detail, meaning } = balloon;
  return { ...balloon, explanation: severity === 'fine' ? '' : detail || meaning };
}

function age({ report }: BalloonEntry): string {
  return report?.ageSeconds == null ? UNKNOWN : ageText(report.ageSeconds);
}

function sizes({ actualBytes, mostBytes }: BalloonEntry): string {
  if (actualBytes === null) return UNKNOWN;
  return `${formatSize(actualBytes)}/${mostBytes === null ? '?' : formatSize(mostBytes)}`;
}

function interval({ intervalSeconds }: BalloonEntry): string {
  if (intervalSeconds === null) return UNKNOWN;
  return intervalSeconds === 0 ? 'off' : `${intervalSeconds}s`;
}

function stats({ report }: BalloonEntry): string {
  if (report === null) return UNKNOWN;
  const supplied = Object.keys(report.supplied).length;
  return `${supplied}/${supplied + report.unset.length}`;
}

function driverWord({ driver }: BalloonEntry): string | undefined {
  if (driver === null) return undefined;
  if (!driver.ready) return 'none';
  return driver.statistics ? 'ready' : 'no stats';
}

function featuresCell(balloon: BalloonEntry): string {
  return features(balloon) ?? UNKNOWN;
}

function features({ device }: BalloonEntry): string | undefined {
  if (device === null) return undefined;
  const offered = Object.entries(device.features).filter(([, is]) => is === true);
  return offered.map(([feature]) => feature).join(',') || 'none';
}
