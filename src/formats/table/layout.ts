import { fitExactly, fitText } from '../../support/fit-text.js';
import { formatSize } from '../../support/size.js';
import { lineText, type Span, type StyledLine } from '../../support/styled-text.js';
import { textWidth } from '../../support/text-width.js';
import type { SizeFormat, TableColumn } from './table-column.js';

const GAP = '  ';
/** The first column, which names the item, is cut down to this before a column is left out, */
const LONG_NAME = 20;
/** and to this when there is none left. */
const SHORT_NAME = 8;

/** Where a column of a table stands. */
export interface PlacedColumn {
  readonly column: Pick<TableColumn<never>, 'name' | 'align' | 'rank' | 'isElastic'>;
  readonly width: number;
}

/** A table, laid out. */
export interface LaidOutTable {
  /** Those that have room, from left to right, two blanks apart. */
  readonly columns: readonly PlacedColumn[];
  readonly headings: StyledLine;
  /** A line for each item. */
  readonly rows: readonly StyledLine[];
}

/** How a table is laid out. */
export interface TableLayout<Item = never> {
  /** What each line is to fit in, by leaving out columns and cutting the first (default: nothing is left out). */
  readonly width?: number | undefined;
  /** Default: {@link formatSize}. */
  readonly formatSize?: SizeFormat | undefined;
  /** More items than are laid out: the first column has room for their names too, and stays as it is when others are shown. */
  readonly others?: readonly Item[] | undefined;
}

/** Lays out items in columns, without trailing blanks. */
export function layoutTable<Item>(
  columns: readonly TableColumn<Item>[],
  items: readonly Item[],
  { width = Number.POSITIVE_INFINITY, formatSize: size = formatSize, others = [] }: TableLayout<Item> = {},
): LaidOutTable {
  const measured = columns.map((column, at) => {
    const cells = items.map((item) => column.cell(item, size));
    const hidden = at === 0 ? others.map((item) => column.cell(item, size)) : [];
    return { column, cells, ...widthsOf(column, [...cells, ...hidden]) };
  });
  const kept = stretch(narrow(measured, width), width);
  const headings = kept.map(({ column }) => ({ text: column.heading, emphasis: 'heading' as const }));
  return {
    columns: kept,
    headings: lineOf(headings, kept, width),
    rows: items.map((item, at) => {
      const cells = kept.map(({ column, cells: texts }) => {
        return { text: texts[at] ?? '', emphasis: column.emphasis?.(item) };
      });
      return lineOf(cells, kept, width);
    }),
  };
}

/** Encodes the same as text: a line of headings and a line for each item; see {@link layoutTable}. */
export function encodeItems<Item>(
  columns: readonly TableColumn<Item>[],
  items: readonly Item[],
  width?: number,
): string {
  const { headings, rows } = layoutTable(columns, items, { width });
  return [headings, ...rows].map((line) => `${lineText(line)}\n`).join('');
}

/** A column before its room is known. */
interface MeasuredColumn extends PlacedColumn {
  /** As wide as the widest of its cells. */
  readonly fullWidth: number;
}

function widthsOf(
  { heading, leastWidth = 0, isElastic = false }: Omit<TableColumn<never>, 'figureOf' | 'cell' | 'emphasis'>,
  cells: readonly string[],
): Pick<MeasuredColumn, 'width' | 'fullWidth'> {
  const least = Math.max(leastWidth, textWidth(heading));
  const fullWidth = cells.reduce((most, cell) => Math.max(most, textWidth(cell)), least);
  return { width: isElastic ? least : fullWidth, fullWidth };
}

/** Gives elastic columns the room that is left. */
function stretch<Column extends MeasuredColumn>(
  columns: readonly Column[],
  width: number,
): readonly Column[] {
  let left = Math.max(0, -excessOf(columns, width));
  return columns.map((column) => {
    const more = Math.min(left, column.fullWidth - column.width);
    if (!column.column.isElastic || more <= 0) return column;
    left -= more;
    return { ...column, width: column.width + more };
  });
}

/** Cuts long names, then leaves out columns, then cuts names further, then leaves out the columns that matter most. */
function narrow<Column extends PlacedColumn>(columns: readonly Column[], width: number): readonly Column[] {
  const highest = Math.max(...columns.map(({ column }) => column.rank ?? Number.NEGATIVE_INFINITY));
  const some = shrinkFirst(columns, width, highest > 0 ? LONG_NAME : SHORT_NAME);
  if (excessOf(some, width) <= 0 || !Number.isFinite(highest)) return some;
  return narrow(
    columns.filter(({ column }) => column.rank !== highest),
    width,
  );
}

function shrinkFirst<Column extends PlacedColumn>(
  columns: readonly Column[],
  width: number,
  least: number,
): readonly Column[] {
  const [first, ...others] = columns;
  const excess = excessOf(columns, width);
  if (first === undefined || excess <= 0 || first.width <= least) return columns;
  return [{ ...first, width: Math.max(least, first.width - excess) }, ...others];
}

function excessOf(columns: readonly PlacedColumn[], width: number): number {
  return columns.reduce((sum, column) => sum + column.width + GAP.length, -GAP.length) - width;
}

/** Joins cells; blanks stand outside of their emphasis, so that none is underlined or coloured. */
function lineOf(cells: readonly Span[], columns: readonly PlacedColumn[], width: number): StyledLine {
  const spans: Span[] = [];
  let used = 0;
  let blanks = '';
  for (const [at, { column, width: room }] of columns.entries()) {
    const cell = cells[at] ?? { text: '' };
    const text = fitText(cell.text, room);
    const padding = ' '.repeat(Math.max(0, room - textWidth(text)));
    if (column.align === 'right') blanks += padding;
    if (text !== '') {
      const left = width - used - blanks.length;
      if (left <= 0) break;
      const fitted = fitText(text, left);
      if (blanks !== '') spans.push({ text: blanks });
      spans.push({ ...cell, text: fitted });
      used += blanks.length + textWidth(fitted);
      blanks = '';
    }
    if (column.align === 'left') blanks += padding;
    blanks += GAP;
  }
  return spans;
}

/** A line of exactly this width, for a terminal that selects whole lines. */
export function fillLine(line: StyledLine, width: number): StyledLine {
  const missing = width - textWidth(lineText(line));
  return missing > 0 ? [...line, { text: fitExactly('', missing) }] : line;
}
