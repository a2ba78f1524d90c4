import { findColumn } from './choose-columns.js';
import type { Figure, TableColumn } from './table-column.js';

/** An order of the rows of a table. */
export interface SortOrder<Item> {
  readonly column: TableColumn<Item>;
  readonly isDescending: boolean;
}

/** `web2` before `web10`. Made when texts are sorted, since it takes milliseconds. */
let collator: Intl.Collator | undefined;

/**
 * Parses `cpu`, or `-cpu` for the other direction. Figures come largest first, as someone who sorts by them looks for the
 * largest; texts in order of the alphabet.
 *
 * @throws {TableError} when there is no such column
 */
export function parseSort<Item>(text: string, columns: readonly TableColumn<Item>[]): SortOrder<Item> {
  const isReversed = text.startsWith('-');
  const column = findColumn(columns, isReversed ? text.slice(1) : text);
  return { column, isDescending: (column.unit === 'text') === isReversed };
}

/** Sorts items; those whose figure is unknown come last in either direction, and equal ones stay as they are. */
export function sortItems<Item>(
  items: readonly Item[],
  { column: { figureOf }, isDescending }: SortOrder<Item>,
): readonly Item[] {
  return items
    .map((item) => ({ item, figure: figureOf(item) }))
    .sort((one, other) => {
      if (one.figure === undefined || other.figure === undefined)
        return Number(one.figure === undefined) - Number(other.figure === undefined);
      const order = compare(one.figure, other.figure);
      return isDescending ? -order : order;
    })
    .map(({ item }) => item);
}

function compare(one: NonNullable<Figure>, other: NonNullable<Figure>): number {
  if (typeof one === 'string' || typeof other === 'string') {
    collator ??= new Intl.Collator('en', { numeric: true });
    return collator.compare(String(one), String(other));
  }
  return one < other ? -1 : Number(one > other);
}
