import type { Snapshot } from '../../model/snapshot.js';
import { asciiText } from '../../support/ascii-text.js';
import { lineText } from '../../support/styled-text.js';
import { timeOfDay } from '../balloon/describe-event.js';
import type { Printer, PrinterOptions } from '../printer.js';
import { findColumn } from '../table/choose-columns.js';
import { type LaidOutTable, layoutTable } from '../table/layout.js';
import { rankByPosition } from '../table/rank-by-position.js';
import { type TableColumn, tableColumn } from '../table/table-column.js';
import { groupColumns } from '../top/group-columns.js';
import { type GuestRow, guestRowsOf } from '../top/guest-row.js';
import { ALL_GUEST_COLUMNS } from '../top/guests-screen.js';
import { topSourceOf } from '../top/screens.js';

/** A terminal of 24 lines always shows the headings. */
const LINES_BELOW_HEADINGS = 20;

const TIME = tableColumn<GuestRow>({
  ...{ name: 'time', heading: 'TIME', unit: 'text', leastWidth: 8 },
  figureOf: ({ takenAtSeconds }) => timeOfDay(takenAtSeconds),
});

/**
 * A table for people that goes on: a line for each guest and sweep, the time first. The headings are above the first line, and
 * again after twenty lines or when a column got wider, which stays so; a sweep of many guests is not divided by them.
 */
export function createStreamTable(options: PrinterOptions): Printer {
  const { groups, verbose, width, isAscii } = options;
  let columns = rankByPosition([TIME, ...groupColumns(groups, verbose).map(columnOf)]);
  let headings = '';
  let below = 0;
  return {
    kind: 'lines',
    header: '',
    print(snapshot: Snapshot): string {
      const rows = guestRowsOf(topSourceOf(snapshot, options));
      if (rows.length === 0) return '';
      const table = layoutTable(columns, rows, { width: width?.() });
      columns = columns.map((column) => keepWidth(column, table));
      const lines = table.rows.map(lineText);
      const line = lineText(table.headings);
      const isDue = line !== headings || below >= LINES_BELOW_HEADINGS;
      headings = line;
      below = lines.length + (isDue ? 0 : below);
      const shown = isDue ? [line, ...lines] : lines;
      return `${(isAscii ? shown.map(asciiText) : shown).join('\n')}\n`;
    },
  };
}

/** Names have the room that the figures leave. */
function columnOf(name: string): TableColumn<GuestRow> {
  const column = findColumn(ALL_GUEST_COLUMNS, name);
  return name === 'name' ? { ...column, isElastic: true } : column;
}

function keepWidth(column: TableColumn<GuestRow>, { columns }: LaidOutTable): TableColumn<GuestRow> {
  const placed = columns.find(({ column: { name } }) => name === column.name);
  if (placed === undefined || column.isElastic) return column;
  return { ...column, leastWidth: Math.max(column.leastWidth ?? 0, placed.width) };
}
