import { GAP, type PlacedColumn } from './placed-column.js';

/** The first column, which names the item, is cut down to this before a column is left out, */
const LONG_NAME = 20;
/** and to this when there is none left. */
const SHORT_NAME = 8;

/**
 * Makes columns fit in a width, as far as that can be: cuts long texts, then leaves out columns by their ranks, then cuts names
 * further.
 */
export function narrowColumns<Column extends PlacedColumn>(
  columns: readonly Column[],
  width: number,
): readonly Column[] {
  const cut = cutColumns(columns, width);
  if (excessOf(cut, width) <= 0) return cut;
  const highest = Math.max(...cut.map(({ column }) => column.rank ?? Number.NEGATIVE_INFINITY));
  if (!Number.isFinite(highest)) return cutOne(cut, 0, SHORT_NAME, width);
  const others = columns.filter(({ column }) => column.rank !== highest);
  return narrowColumns(others, width);
}

/** The rightmost first: it is the least important. */
function cutColumns<Column extends PlacedColumn>(
  columns: readonly Column[],
  width: number,
): readonly Column[] {
  return columns.reduceRight((cut, { column }, at) => {
    const least = column.cutTo ?? (at === 0 ? LONG_NAME : undefined);
    return least === undefined ? cut : cutOne(cut, at, least, width);
  }, columns);
}

function cutOne<Column extends PlacedColumn>(
  columns: readonly Column[],
  at: number,
  least: number,
  width: number,
): readonly Column[] {
  const excess = excessOf(columns, width);
  return columns.map((column, other) =>
    other === at && excess > 0 && column.width > least
      ? { ...column, width: Math.max(least, column.width - excess) }
      : column,
  );
}

function excessOf(columns: readonly PlacedColumn[], width: number): number {
  return columns.reduce((sum, column) => sum + column.width + GAP.length, -GAP.length) - width;
}
