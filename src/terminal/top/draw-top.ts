import type { PlacedColumn } from '../../formats/table/layout.js';
import type { SizeFormat } from '../../formats/table/table-column.js';
import { topHeader } from '../../formats/top/header.js';
import { headerLines } from '../../formats/top/header-lines.js';
import { cutLine } from '../../support/cut-line.js';
import { formatSize } from '../../support/size.js';
import type { StyledLine } from '../../support/styled-text.js';
import type { ScreenSize } from '../terminal.js';
import { detailLines } from './detail-lines.js';
import { drawPage } from './draw-page.js';
import { drawTable } from './draw-table.js';
import { footerLines } from './footer.js';
import { placeSelection, type Selection } from './selection.js';
import type { Shown } from './shown-table.js';
import { tabsLine } from './tabs-line.js';
import type { SizeUnit, TopState } from './top-state.js';
import type { Trends } from './trends.js';

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
}

export interface DrawnTop {
  readonly lines: readonly StyledLine[];
  /** How many rows of a table, or lines of a page, there is room for. */
  readonly room: number;
  /** `undefined` while a page is shown. */
  readonly area?: TableArea | undefined;
  /** The first line of a page that is shown; `undefined` on a table. */
  readonly first?: number | undefined;
}

/** Below this a terminal shows as much of the header as leaves room for a row. */
const LOW_ROWS = 12;
/** The footer, the tabs, the headings and a row. */
const LEAST_ROWS = 4;

/** Draws everything for a size. */
export function drawTop(picture: TopPicture, { columns, rows }: ScreenSize): DrawnTop {
  const { state, screens, source } = picture;
  const format = SIZE_FORMATS[state.sizeUnit];
  const header = headerLines(topHeader(source), { width: columns, formatSize: format });
  const footer = footerLines(state, columns);
  const shownHeader = header.slice(0, rows < LOW_ROWS ? Math.max(0, rows - LEAST_ROWS) : rows);
  const top = [...shownHeader, tabsLine(screens, state, picture, columns)];
  const space = { columns, rows: Math.max(1, rows - top.length - footer.length) };
  const body = drawBody(picture, space, top.length, format);
  const blanks = Array.from({ length: Math.max(0, space.rows - body.lines.length) }, (): StyledLine => []);
  const lines = [...top, ...body.lines.slice(0, space.rows), ...blanks, ...footer];
  return {
    ...body,
    lines: lines.slice(Math.max(0, lines.length - rows)).map((line) => cutLine(line, columns)),
  };
}

const SIZE_FORMATS: { readonly [unit in SizeUnit]: SizeFormat } = { auto: formatSize, MiB: formatMebibytes };
const MEBIBYTE = 2 ** 20;

/** So many decimals that little is not nothing. */
function formatMebibytes(bytes: number): string {
  const mebibytes = bytes / MEBIBYTE;
  const decimals = bytes === 0 || mebibytes >= 10 ? 0 : mebibytes >= 0.1 ? 1 : 3;
  return `${mebibytes.toFixed(decimals)}M`;
}

function drawBody(picture: TopPicture, space: ScreenSize, line: number, format: SizeFormat): DrawnTop {
  const { page } = picture.state;
  if (page.kind === 'table') return drawRows(picture, space, line, format);
  return { ...drawPage({ ...picture, formatSize: format }, page, space), room: space.rows };
}

/** On lower terminals every line is a row. */
const LEAST_ROWS_OF_DETAIL = 12;

function drawRows(
  { state, view, table }: TopPicture,
  { columns, rows }: ScreenSize,
  line: number,
  format: SizeFormat,
): DrawnTop {
  const all = Math.max(1, rows - 1);
  const row = table.rows[placeSelection(state, table.rows, all).at];
  const free = all - table.rows.length - 1;
  const text = row === undefined || rows < LEAST_ROWS_OF_DETAIL ? '' : table.detailOf(row);
  const detail = row === undefined ? [] : detailLines(row, text, columns, free);
  const room = all - detail.length;
  const selection = placeSelection(state, table.rows, room);
  const drawn = drawTable({ view, table, selection, columns, room, formatSize: format });
  const why = table.total > 0 ? 'nothing matches the filter: Esc takes it away' : 'nothing to show';
  const none: readonly StyledLine[] = row === undefined ? [[{ text: why, emphasis: 'faint' }]] : [];
  const used = drawn.lines.length + none.length + detail.length;
  const blanks = Array.from({ length: Math.max(0, rows - used) }, (): StyledLine => []);
  const area = { headings: line, columns: drawn.columns, selection };
  return { lines: [...drawn.lines, ...none, ...blanks, ...detail], room, area };
}
