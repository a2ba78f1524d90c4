import { fitText } from '../support/fit-text.js';
import { textWidth } from '../support/text-width.js';

/** A column of a table for people. */
export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
  /** On a narrow terminal the column with the highest rank is left out first; without one it always stays. */
  readonly rank?: number | undefined;
}

/** A column, and how it shows an item. */
export type CellColumn<Item> = Column & { readonly cell: (item: Item) => string };

const GAP = '  ';
/** The first column, which names the item, is cut down to this before a column is left out, */
const LONG_NAME = 20;
/** and to this when there is none left. */
const SHORT_NAME = 8;

/**
 * Lays out cells, which must be safe for a terminal, in columns: a line of headings and a line for each row, without
 * trailing blanks.
 *
 * @param width what each line is to fit in, by leaving out columns and cutting the first (default: nothing is left out)
 */
export function layoutColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string {
  const all = [columns.map(({ heading }) => heading), ...rows];
  const measured = columns.map((column, at) => ({
    ...{ at, align: column.align, rank: column.rank },
    width: Math.max(...all.map((row) => textWidth(row[at] ?? ''))),
  }));
  const kept = narrow(measured, width);
  return all
    .map((row) => kept.map(({ at, align, width: room }) => pad(row[at] ?? '', room, align)).join(GAP))
    .map((line) => `${fitText(line.trimEnd(), width)}\n`)
    .join('');
}

/** Lays out an item a row; see {@link layoutColumns}. */
export function layoutItems<Item>(
  columns: readonly CellColumn<Item>[],
  items: readonly Item[],
  width?: number,
): string {
  const rows = items.map((item) => columns.map(({ cell }) => cell(item)));
  return layoutColumns(columns, rows, width);
}

interface Measured {
  readonly at: number;
  readonly align: Column['align'];
  readonly rank: number | undefined;
  readonly width: number;
}

/** Cuts long names, then leaves out columns, then cuts names further. */
function narrow(columns: readonly Measured[], width: number): readonly Measured[] {
  const some = shrinkFirst(columns, width, LONG_NAME);
  if (excessOf(some, width) <= 0) return some;
  const highest = Math.max(...some.map(({ rank }) => rank ?? Number.NEGATIVE_INFINITY));
  if (!Number.isFinite(highest)) return shrinkFirst(some, width, SHORT_NAME);
  return narrow(
    columns.filter(({ rank }) => rank !== highest),
    width,
  );
}

function shrinkFirst(columns: readonly Measured[], width: number, least: number): readonly Measured[] {
  const [first, ...others] = columns;
  const excess = excessOf(columns, width);
  if (first === undefined || excess <= 0 || first.width <= least) return columns;
  return [{ ...first, width: Math.max(least, first.width - excess) }, ...others];
}

function excessOf(columns: readonly Measured[], width: number): number {
  return columns.reduce((sum, column) => sum + column.width + GAP.length, -GAP.length) - width;
}

function pad(text: string, width: number, align: Column['align']): string {
  const fitted = fitText(text, width);
  const blanks = ' '.repeat(Math.max(0, width - textWidth(fitted)));
  return align === 'left' ? fitted + blanks : blanks + fitted;
}
