import { fillLine, type LaidOutTable, type PlacedColumn } from '../../formats/table/layout.js';
import { GAP } from '../../formats/table/narrow-columns.js';
import type { SizeFormat } from '../../formats/table/table-column.js';
import type { ScreenRows, ScreenView } from '../../formats/top/top-screen.js';
import type { StyledLine } from '../../support/styled-text.js';
import type { Selection } from './selection.js';

/** What of a table is drawn, and where. */
export interface TableWindow {
  readonly view: ScreenView;
  readonly table: ScreenRows;
  readonly selection: Selection;
  readonly columns: number;
  /** How many rows there is room for. */
  readonly room: number;
  readonly formatSize: SizeFormat;
}

/** A table as lines: the headings, and the rows that there is room for. */
export interface DrawnTable {
  readonly lines: readonly StyledLine[];
  readonly columns: readonly PlacedColumn[];
}

/** Draws the part of a table that is shown. */
export function drawTable(window: TableWindow): DrawnTable {
  const { view, table, selection, columns, room, formatSize } = window;
  const { first, at } = selection;
  const laidOut = table.layout(first, first + room, { width: columns, formatSize });
  const rows = laidOut.rows.map((line, index) => (first + index === at ? selected(line, columns) : line));
  return { lines: [headings(laidOut, view.sortedBy?.name), ...rows], columns: laidOut.columns };
}

/** A selected line has one look, which its colours would break up. */
function selected(line: StyledLine, columns: number): StyledLine {
  return fillLine(line, columns).map(({ text }) => ({ text, isSelected: true }));
}

/** The heading of the column that the rows are sorted by stands out. */
function headings({ headings: line, columns }: LaidOutTable, sortedBy: string | undefined): StyledLine {
  let start = 0;
  const sorted = columns.findIndex(({ column }) => column.name === sortedBy);
  if (sorted < 0) return line;
  const from = startOf(columns, sorted);
  const to = from + (columns[sorted]?.width ?? 0);
  return line.map((span) => {
    const begin = start;
    start += span.text.length;
    const isSorted = span.emphasis !== undefined && begin >= from && begin < to;
    return isSorted ? { ...span, isSelected: true } : span;
  });
}

/** Where a column of a table begins. */
function startOf(columns: readonly PlacedColumn[], at: number): number {
  return columns.slice(0, at).reduce((sum, { width }) => sum + width + GAP.length, 0);
}

/** The column of a table at a place of its line; `undefined` right of all. */
export function columnAt(
  columns: readonly PlacedColumn[],
  place: number,
): PlacedColumn['column'] | undefined {
  return columns.find((_, at) => place < startOf(columns, at) + (columns[at]?.width ?? 0) + 1)?.column;
}
