import type { TableColumn } from './table-column.js';

/** What stands between two columns. */
export const GAP = '  ';
/** The first column, which names the item, is cut down to this before a column is left out, */
const LONG_NAME = 20;
/** and to this when there is none left but those that matter most. */
const SHORT_NAME = 8;

/** Where a column of a table stands. */
export interface PlacedColumn {
  readonly column: Pick<TableColumn<never>, 'name' | 'align' | 'rank' | 'isElastic'>;
  readonly width: number;
}

/** A column before its room is known. */
export interface MeasuredColumn extends PlacedColumn {
  /** As wide as the widest of its cells. */
  readonly fullWidth: number;
}

/**
 * Makes columns fit in a width, as far as that can be: cuts long names, then leaves out columns by their ranks, then cuts names
 * further, then leaves out the columns that matter most. Elastic columns get the room that is left.
 */
export function narrowColumns<Column extends MeasuredColumn>(
  columns: readonly Column[],
  width: number,
): readonly Column[] {
  return stretch(narrow(columns, width), width);
}

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

function excessOf(columns: readonly PlacedColumn[], width: number): number {
  return columns.reduce((sum, column) => sum + column.width + GAP.length, -GAP.length) - width;
}
