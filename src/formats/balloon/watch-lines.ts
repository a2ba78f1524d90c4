import type { WatchEvent, WatchIntro, WatchSample } from '../../model/balloon-watch.js';
import { ageText } from '../../support/duration.js';
import { formatSize } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { describeEvent, timeOfDay } from './describe-event.js';
import type { WatchPrinter } from './watch-printer.js';

type Column = readonly [
  heading: string,
  width: number,
  align: 'left' | 'right',
  cell: (sample: WatchSample) => string,
];

const UNKNOWN = '-';
const MAX_DETAIL = 160;

/** Widths are those of the longest possible cell, so that columns never move; the last column is as wide as its text. */
const COLUMNS: readonly Column[] = [
  ['TIME', 8, 'left', ({ timeSeconds }) => timeOfDay(timeSeconds)],
  ['STATE', 14, 'left', ({ state }) => terminalSafe(state ?? UNKNOWN, 14)],
  ['ACTUAL', 6, 'right', ({ actualBytes }) => size(actualBytes)],
  ['USED/TOTAL', 10, 'right', usedOfTotal],
  ['FREE', 5, 'right', ({ report }) => size(report?.supplied['stat-free-memory'])],
  ['AVAIL', 5, 'right', ({ report }) => size(report?.supplied['stat-available-memory'])],
  ['AGE/EVERY', 11, 'right', ageOfInterval],
  ['ANSWER', 9, 'right', ({ answerSeconds }) => milliseconds(answerSeconds)],
  ['VERDICT', 0, 'left', verdictCell],
];

/** A line for each sample and event, for people: safe for a terminal, with local times. */
export function createWatchLines(_intro: WatchIntro): WatchPrinter {
  return {
    header: line(COLUMNS.map(([heading]) => heading)),
    print: (item) =>
      item.type === 'sample' ? line(COLUMNS.map(([, , , cell]) => cell(item))) : eventLine(item),
  };
}

function eventLine(event: WatchEvent): string {
  return `${timeOfDay(event.timeSeconds)}  ${describeEvent(event)}\n`;
}

function line(cells: readonly string[]): string {
  const padded = COLUMNS.map(([, width, align], at) => {
    const cell = cells[at] ?? '';
    return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
  });
  return `${padded.join('  ').trimEnd()}\n`;
}

function size(bytes: number | bigint | undefined): string {
  return bytes === undefined ? UNKNOWN : formatSize(Number(bytes));
}

function usedOfTotal({ usedBytes, totalBytes }: WatchSample): string {
  return totalBytes === undefined ? UNKNOWN : `${size(usedBytes)}/${size(totalBytes)}`;
}

function ageOfInterval({ ageSeconds, intervalSeconds }: WatchSample): string {
  const age = ageSeconds === undefined ? UNKNOWN : ageText(ageSeconds);
  const every =
    intervalSeconds === undefined ? '?' : intervalSeconds === 0 ? 'off' : ageText(intervalSeconds);
  return `${age}/${every}`;
}

function milliseconds(seconds: number | undefined): string {
  return seconds === undefined ? UNKNOWN : `${Math.round(seconds * 1000)} ms`;
}

/** The verdict, with the detail when something is wrong. */
function verdictCell({ verdict, severity, detail, reason }: WatchSample): string {
  if (severity !== 'fine' && detail !== '') return `${verdict}: ${terminalSafe(detail, MAX_DETAIL)}`;
  return reason === 'silence' && verdict === 'ok' ? 'ok so far: no new report' : verdict;
}
