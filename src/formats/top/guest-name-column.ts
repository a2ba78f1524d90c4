import { type TableColumn, tableColumn } from '../table/table-column.js';
import type { TopRow } from './top-screen.js';

/** The name of the guest that a row belongs to. */
export function guestNameColumn<Row extends TopRow>(): TableColumn<Row> {
  return tableColumn<Row>({
    ...{ name: 'guest', heading: 'GUEST', about: 'name of the guest', unit: 'text', leastWidth: 8 },
    figureOf: ({ guest }) => guest?.name,
    emphasis: ({ guest }) => (guest?.problem ? 'bad' : undefined),
  });
}
