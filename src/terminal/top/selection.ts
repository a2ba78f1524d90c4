import type { TopRow } from '../../formats/top/top-screen.js';
import type { TopState } from './top-state.js';

/** The selected row, and the rows that are shown. */
export interface Selection {
  /** -1 when there is no row. */
  readonly at: number;
  /** The first row that is shown. */
  readonly first: number;
}

/**
 * Finds the selected row where it is now. When it is gone, the row that has taken its place is selected. The window moves no
 * further than the selection needs.
 *
 * @param room how many rows are shown
 */
export function placeSelection(
  { selected, selectedAt, firstRow }: Pick<TopState, 'selected' | 'selectedAt' | 'firstRow'>,
  rows: readonly TopRow[],
  room: number,
): Selection {
  const found = selected === undefined ? 0 : rows.findIndex(({ key }) => key === selected);
  const at = found >= 0 ? Math.min(found, rows.length - 1) : Math.min(selectedAt, rows.length - 1);
  const most = Math.max(0, rows.length - room);
  const first = Math.min(Math.max(firstRow, at - room + 1), Math.max(0, at), most);
  return { at, first };
}

/** Selects the row at a place, or the nearest one. */
export function selectAt(state: TopState, rows: readonly TopRow[], at: number): TopState {
  const place = Math.min(rows.length - 1, Math.max(0, at));
  const selected = rows[place]?.key;
  return { ...state, selected, selectedAt: Math.max(0, place) };
}
