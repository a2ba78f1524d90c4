import type { MouseEvent } from '../key-reader.js';
import { applyAction, moveBy, type TopContext } from './apply-action.js';
import { columnAt } from './draw-table.js';
import type { TableArea } from './draw-top.js';
import { selectAt } from './selection.js';
import { type TopState, withChoice } from './top-state.js';

/** Rows that a turn of the wheel moves. */
const WHEEL_ROWS = 3;

/** Applies a click or a turn of the wheel; `area` is where the table is, `undefined` while a page is shown. */
export function applyMouse(
  state: TopState,
  { action, column, row }: MouseEvent,
  area: TableArea | undefined,
  context: TopContext,
): TopState {
  if (action !== 'press') return moveBy(state, action === 'wheel-up' ? -WHEEL_ROWS : WHEEL_ROWS, context);
  if (area === undefined) return state;
  if (row === area.headings) return clickHeading(state, columnAt(area.columns, column)?.name, context);
  const at = area.selection.first + row - area.headings - 1;
  const isRow = row > area.headings && row <= area.headings + context.room && at < context.table.rows.length;
  return isRow ? selectAt(state, context.table.rows, at) : state;
}

/** A second click reverses the order. */
function clickHeading(state: TopState, name: string | undefined, context: TopContext): TopState {
  if (name === undefined) return state;
  if (context.view.sortedBy?.name === name) return applyAction(state, 'reverse', context).state;
  return withChoice(state, { sort: name });
}
