import { ageText } from '../../support/duration.js';
import { formatSize } from '../../support/size.js';
import type { Emphasis } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** What the figures of a column are; `bytes` also for bytes per second, `percent` from 0 to 100. */
export type FigureUnit = 'text' | 'bytes' | 'seconds' | 'percent' | 'count';

/** A figure of a column; `undefined` when it is unknown. */
export type Figure = number | bigint | string | undefined;

/** Formats a number of bytes: {@link formatSize}, or in the unit that the user has chosen. */
export type SizeFormat = (bytes: number) => string;

/** A column of a table for people. */
export interface TableColumn<Item> {
  /** As `--columns`, `--sort` and `--filter` name it: without blanks; case does not matter. */
  readonly name: string;
  readonly heading: string;
  readonly align: 'left' | 'right';
  /** What it shows, in a line, for a list of columns. */
  readonly about?: string | undefined;
  /**
   * On a narrow terminal the column with the highest rank is left out first; without one it always stays. One with a rank of 0
   * or below is left out only after the first column has been cut as far as that goes.
   */
  readonly rank?: number | undefined;
  /** Keeps the columns of a table that is drawn again and again where they are. */
  readonly leastWidth?: number | undefined;
  /** Has no more room than its least width and what the other columns leave. */
  readonly isElastic?: boolean | undefined;
  /** The texts of an elastic column are not cut to less (default: to its least width). */
  readonly cutTo?: number | undefined;
  /** Whether a filter that is a word looks into it, if it is a text (default: true). */
  readonly isSearched?: boolean | undefined;
  readonly unit: FigureUnit;
  /** What rows are sorted and filtered by. */
  readonly figureOf: (item: Item) => Figure;
  /** What is shown; must be safe for a terminal. */
  readonly cell: (item: Item, formatSize: SizeFormat) => string;
  readonly emphasis?: ((item: Item) => Emphasis | undefined) | undefined;
}

/** What is shown for a figure that is unknown. */
export const UNKNOWN = '-';
const MAX_CELL = 40;

/** A column as it is declared: cells follow from figures, and alignment from the unit, where they are not given. */
export type DeclaredColumn<Item> = Pick<TableColumn<Item>, 'name' | 'heading' | 'unit' | 'figureOf'> &
  Partial<TableColumn<Item>>;

/** Completes a column. */
export function tableColumn<Item>(declared: DeclaredColumn<Item>): TableColumn<Item> {
  const { unit, figureOf } = declared;
  return {
    align: unit === 'text' ? 'left' : 'right',
    cell: (item, size) => formatFigure(figureOf(item), unit, size),
    ...declared,
  };
}

/** Formats a figure for people, in at most seven characters unless it is a text. */
export function formatFigure(figure: Figure, unit: FigureUnit, size: SizeFormat = formatSize): string {
  if (figure === undefined) return UNKNOWN;
  if (typeof figure === 'string') return terminalSafe(figure, MAX_CELL);
  return unit === 'bytes' ? size(Number(figure)) : FORMATS[unit](Number(figure));
}

const FORMATS: { readonly [unit in Exclude<FigureUnit, 'bytes'>]: (value: number) => string } = {
  text: String,
  seconds: formatTime,
  percent: (value) => (Math.abs(value) < 999.95 ? value.toFixed(1) : String(Math.round(value))),
  count: formatCount,
};

/** Formats a time in its largest unit: `12µs`, `3.4ms`, `1.5s`, `5m`. */
export function formatTime(seconds: number): string {
  const size = Math.abs(seconds);
  if (size === 0) return '0s';
  if (size < 0.9995e-3) return `${shortNumber(seconds * 1e6)}µs`;
  if (size < 0.9995) return `${shortNumber(seconds * 1e3)}ms`;
  return size < 9.95 ? `${shortNumber(seconds)}s` : ageText(seconds);
}

/** Formats a count with at most three digits, in powers of 1000: `0.5`, `12`, `1.2k`, `34M`. */
export function formatCount(count: number): string {
  const units = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
  let value = count;
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${shortNumber(value)}${units[unit]}`;
}

/** One decimal below 10 that is not a zero, else none. */
function shortNumber(value: number): string {
  return String(Math.abs(value) < 9.95 ? Number(value.toFixed(1)) : Math.round(value));
}
