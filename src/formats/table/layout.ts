import { fitExactly, fitMiddle, fitText } from '../../support/fit-text.js';
import { formatSize } from '../../support/size.js';
import { lineText, type Span, type StyledLine } from '../../support/styled-text.js';
import { stripControls } from '../../support/terminal-safe.js';
import { textWidth } from '../../support/text-width.js';
import { GAP, type MeasuredColumn, narrowColumns, type PlacedColumn } from './narrow-columns.js';
import type { SizeFormat, TableColumn } from './table-column.js';

export type { PlacedColumn } from './narrow-columns.js';

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
  /** What each line is to fit in, by leaving out columns and cutting texts (default: nothing is left out). */
  readonly width?: number | undefined;
  /** Default: {@link formatSize}. */
  readonly formatSize?: SizeFormat | undefined;
  /** More items than are laid out: the first column has room for their names too, and stays as it is when others are shown. */
  readonly others?: readonly Item[] | undefined;
}

/** Lays out items in columns, without trailing blanks. No cell has control characters, whatever its column makes of an item. */
export function layoutTable<Item>(
  columns: readonly TableColumn<Item>[],
  items: readonly Item[],
  { width = Number.POSITIVE_INFINITY, formatSize: size = formatSize, others = [] }: TableLayout<Item> = {},
): LaidOutTable {
  const measured = columns.map((column, at) => {
    const cellOf = (item: Item) => withoutControls(column.cell(item, size));
    const cells = items.map(cellOf);
    const hidden = at === 0 ? others.map(cellOf) : [];
    return { column, cells, ...widthsOf(column, [...cells, ...hidden]) };
  });
  const kept = narrowColumns(measured, width);
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

const PRINTABLE_ASCII = /^[ -~]*$/;

/** Nearly every cell is plain, which is cheaper to see than to replace nothing. */
function withoutControls(cell: string): string {
  return PRINTABLE_ASCII.test(cell) ? cell : stripControls(cell);
}

function widthsOf(
  column: Omit<TableColumn<never>, 'figureOf' | 'cell' | 'emphasis'>,
  cells: readonly string[],
): Pick<MeasuredColumn, 'width' | 'fullWidth'> {
  const { heading, leastWidth = 0, isElastic = false, cutTo = 0 } = column;
  const least = Math.max(leastWidth, textWidth(heading));
  const fullWidth = cells.reduce((most, cell) => Math.max(most, textWidth(cell)), least);
  return { width: isElastic ? Math.max(least, Math.min(cutTo, fullWidth)) : fullWidth, fullWidth };
}

/** Joins cells; blanks stand outside of their emphasis, so that none is underlined or coloured. */
function lineOf(cells: readonly Span[], columns: readonly PlacedColumn[], width: number): StyledLine {
  const spans: Span[] = [];
  let used = 0;
  let blanks = '';
  for (const [at, { column, width: room }] of columns.entries()) {
    const cell = cells[at] ?? { text: '' };
    const cut = PATH.test(cell.text) ? fitMiddle : fitText;
    const { before, text, after } = withoutBlanks(alignText(cut(cell.text, room), room, column.align));
    blanks += before;
    if (text !== '') {
      const left = width - used - blanks.length;
      // A part of a figure is another figure.
      if (left <= 0 || (column.align === 'right' && textWidth(text) > left)) break;
      const fitted = cut(text, left);
      if (blanks !== '') spans.push({ text: blanks });
      spans.push({ ...cell, text: fitted });
      used += blanks.length + textWidth(fitted);
      blanks = '';
    }
    blanks += after + GAP;
  }
  return spans;
}

/** `/run/vm1/qmp.sock`, `unix:/run/vm1/qmp.sock`: both ends say what it is. With `: ` it begins a sentence. */
const PATH = /^(?:[\w+.-]+:)?\/(?!.*: )/;

function alignText(text: string, columns: number, align: 'left' | 'right'): string {
  const padding = ' '.repeat(Math.max(0, columns - textWidth(text)));
  return align === 'left' ? text + padding : padding + text;
}

/** A guest may have a name that begins or ends with blanks. */
function withoutBlanks(padded: string): { before: string; text: string; after: string } {
  const [before = ''] = /^ */.exec(padded) ?? [];
  let end = padded.length;
  while (end > before.length && padded[end - 1] === ' ') end--;
  return { before, text: padded.slice(before.length, end), after: padded.slice(end) };
}

/** A line of exactly this width, for a terminal that selects whole lines. */
export function fillLine(line: StyledLine, width: number): StyledLine {
  const missing = width - textWidth(lineText(line));
  return missing > 0 ? [...line, { text: fitExactly('', missing) }] : line;
}
