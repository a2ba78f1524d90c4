import { topSourceOf } from '../../../src/formats/top/screens.js';
import type { ScreenRows, TopRow, TopScreen } from '../../../src/formats/top/top-screen.js';
import type { Snapshot } from '../../../src/model/snapshot.js';
import { EVENTS } from './sick-snapshot.js';

/** A screen with these columns, and the row of one guest. */
export function rowOf(
  screen: TopScreen,
  snapshot: Snapshot,
  guest: string,
  columns: string,
): {
  readonly rows: ScreenRows;
  readonly row: TopRow;
  readonly cells: readonly (readonly [string, string?])[];
} {
  const rows = screen
    .view({ columns, filter: `guest:${guest}` })
    .rowsOf(topSourceOf(snapshot, { events: EVENTS }));
  const row = rows.rows[0];
  if (row === undefined) throw new Error(`no row of ${guest}`);
  const [line = []] = rows.layout(0, 1, { width: 500 }).rows;
  const cells = line.filter(({ text }) => text.trim() !== '');
  return { rows, row, cells: cells.map(({ text, emphasis }) => (emphasis ? [text, emphasis] : [text])) };
}
