import type { TableColumn } from './table-column.js';

/** What stands between two columns. */
export const GAP = '  ';

/** Where a column of a table stands. */
export interface PlacedColumn {
  readonly column: Pick<TableColumn<never>, 'name' | 'align' | 'rank' | 'cutTo' | 'cutAt'>;
  readonly width: number;
}
