import type { PlacedColumn } from '../../formats/table/layout.js';
import { guestPage, pageLines } from '../../formats/top/guest-page.js';
import { topHeader } from '../../formats/top/header.js';
import { headerLines } from '../../formats/top/header-lines.js';
import { keyedGuests } from '../../formats/top/row-keys.js';
import type { ScreenRows } from '../../formats/top/top-screen.js';
import { cutLine } from '../../support/cut-line.js';
import { wrapText } from '../../support/fit-text.js';
import { formatSize } from '../../support/size.js';
import type { StyledLine } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { sparkline } from '../sparkline.js';
import type { ScreenSize } from '../terminal.js';
import { drawTable } from './draw-table.js';
import { footerLines } from './footer.js';
import { helpPage } from './help-page.js';
import { placeSelection, type Selection } from './selection.js';
import type { Shown } from './shown-table.js';
import { tabsLine } from './tabs-line.js';
import type { TopState } from './top-state.js';
import type { TrendName, Trends } from './trends.js';

/** What is drawn. */
export interface TopPicture extends Shown {
  readonly state: TopState;
  readonly trends: Trends;
}

/** Where on the screen the table is, for the mouse. */
export interface TableArea {
  /** The line of the headings; the rows follow it. */
  readonly headings: number;
  readonly columns: readonly PlacedColumn[];
  readonly selection: Selection;
  /** How many rows there is room for. */
  readonly room: number;
}

export interface DrawnTop {
  readonly lines: readonly StyledLine[];
  /** `undefined` while a page is shown. */
  readonly area: TableArea | undefined;
}

/** Below this a terminal shows a line of the header only. */
const LOW_ROWS = 12;
/** The footer, the tabs and the headings. */
const LEAST_ROWS = 4;

/** Draws everything for a size. */
export function drawTop(picture: TopPicture, { columns, rows }: ScreenSize): DrawnTop {
  const { state, screens, source } = picture;
  const header = headerLines(topHeader(source), { width: columns }).slice(
    0,
    rows < LOW_ROWS ? Math.max(0, rows - LEAST_ROWS) : rows,
  );
  const footer = footerLines(state, columns);
  const top = [...header, tabsLine(screens, state, picture, columns)];
  const room = Math.max(0, rows - top.length - footer.length);
  const body = drawBody(picture, { columns, rows: room }, top.length);
  const blanks = Array.from({ length: Math.max(0, room - body.lines.length) }, (): StyledLine => []);
  const lines = [...top, ...body.lines.slice(0, room), ...blanks, ...footer];
  const shown = lines.slice(Math.max(0, lines.length - rows)).map((line) => cutLine(line, columns));
  return { lines: shown, area: body.area };
}

function drawBody(picture: TopPicture, size: ScreenSize, line: number): DrawnTop {
  const { page } = picture.state;
  if (page.kind === 'table') return drawRows(picture, size, line);
  const lines = page.kind === 'help' ? helpOf(picture, size) : guestOf(picture, page.key, size);
  const first = Math.min(page.first, Math.max(0, lines.length - size.rows));
  return { lines: lines.slice(first, first + size.rows), area: undefined };
}

function drawRows({ state, view, table }: TopPicture, { columns, rows }: ScreenSize, line: number): DrawnTop {
  const all = Math.max(1, rows - 1);
  const { at } = placeSelection(state, table.rows, all);
  const detail = detailLines(table, at, { columns, rows });
  const room = all - detail.length;
  const selection = placeSelection(state, table.rows, room);
  const format = state.sizeUnit === 'MiB' ? formatMebibytes : formatSize;
  const drawn = drawTable({ view, table, selection, columns, room, formatSize: format });
  const area = { headings: line, columns: drawn.columns, selection, room };
  if (table.rows.length === 0) {
    const why = table.total > 0 ? 'nothing matches the filter: Esc takes it away' : 'nothing to show';
    return { lines: [...drawn.lines, [{ text: why, emphasis: 'faint' }]], area };
  }
  const blanks = Array.from({ length: rows - drawn.lines.length - detail.length }, (): StyledLine => []);
  return { lines: [...drawn.lines, ...blanks, ...detail], area };
}

/** On lower terminals every line is a row. */
const LEAST_ROWS_OF_DETAIL = 12;
const MAX_DETAIL_LINES = 3;
const MAX_DETAIL = 600;

/** Below the table: what there is to say about the selected row, which its line has no room for. */
function detailLines(table: ScreenRows, at: number, { columns, rows }: ScreenSize): readonly StyledLine[] {
  const row = table.rows[at];
  const text = row === undefined || rows < LEAST_ROWS_OF_DETAIL ? '' : table.detailOf(row);
  if (row === undefined || text === '') return [];
  const name = row.guest === undefined ? '' : `${terminalSafe(row.guest.name, MAX_NAME)}: `;
  const lines = wrapText(`${name}${terminalSafe(text, MAX_DETAIL)}`, columns);
  return lines.slice(0, MAX_DETAIL_LINES).map((line) => [{ text: line, emphasis: 'notice' }]);
}

const MAX_NAME = 40;

function formatMebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0)}M`;
}

function helpOf({ screens, screen }: TopPicture, { columns }: ScreenSize): readonly StyledLine[] {
  return helpPage(screens, screen, columns);
}

/** A column of a sparkline stands for this time. */
const SECONDS_A_COLUMN = 2;
/** A figure of a sweep is drawn until the next one, but no longer. */
const HOLD_SECONDS = 10;

function guestOf(
  { source, trends }: TopPicture,
  key: string,
  { columns }: ScreenSize,
): readonly StyledLine[] {
  const guest = keyedGuests(source.snapshot).find((keyed) => keyed.key === key)?.guest;
  if (guest === undefined) return [[{ text: 'the guest is gone: Esc goes back', emphasis: 'notice' }]];
  const draw = (name: TrendName, width: number): string =>
    sparkline(trends.pointsOf(key, name), {
      untilSeconds: source.snapshot.takenAtSeconds,
      spanSeconds: width * SECONDS_A_COLUMN,
      columns: width,
      holdSeconds: HOLD_SECONDS,
      fromZero: true,
    });
  return pageLines(guestPage(source, guest, { width: columns, sparkline: draw }), columns);
}
