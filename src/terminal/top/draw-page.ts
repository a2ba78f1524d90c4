import type { SizeFormat } from '../../formats/table/table-column.js';
import { guestPage, pageLines } from '../../formats/top/guest-page.js';
import { keyedGuests } from '../../formats/top/row-keys.js';
import type { StyledLine } from '../../support/styled-text.js';
import { sparkline } from '../sparkline.js';
import type { ScreenSize } from '../terminal.js';
import { helpPage } from './help-page.js';
import type { Shown } from './shown-table.js';
import type { TopPage } from './top-state.js';
import type { TrendName, Trends } from './trends.js';

/** What a page is made of. */
export interface PagePicture extends Shown {
  readonly trends: Trends;
  readonly formatSize: SizeFormat;
}

/** A page that is shown in part. */
export interface DrawnPage {
  readonly lines: readonly StyledLine[];
  /** The first line that is shown: at most so far that the last one stands at the bottom. */
  readonly first: number;
}

/** Draws the part of a page that there is room for. */
export function drawPage(
  picture: PagePicture,
  page: Exclude<TopPage, { kind: 'table' }>,
  { columns, rows }: ScreenSize,
): DrawnPage {
  const { screens, screen } = picture;
  const lines =
    page.kind === 'help' ? helpPage(screens, screen, columns) : guestLines(picture, page.key, columns);
  const first = Math.min(page.first, Math.max(0, lines.length - rows));
  return { lines: lines.slice(first, first + rows), first };
}

/** A column of a sparkline stands for this time. */
const SECONDS_A_COLUMN = 2;
/** A figure is drawn until the next sweep, which may be late. */
const INTERVALS = 1.5;

function guestLines(picture: PagePicture, key: string, columns: number): readonly StyledLine[] {
  const { source, trends, formatSize } = picture;
  const guest = keyedGuests(source.snapshot).find((keyed) => keyed.key === key)?.guest;
  if (guest === undefined) return [[{ text: 'the guest is gone: Esc goes back', emphasis: 'notice' }]];
  const draw = (name: TrendName, width: number): string =>
    sparkline(trends.pointsOf(key, name), {
      untilSeconds: source.snapshot.takenAtSeconds,
      spanSeconds: width * SECONDS_A_COLUMN,
      columns: width,
      holdSeconds: INTERVALS * trends.intervalSeconds,
      fromZero: true,
    });
  return pageLines(guestPage(source, guest, { width: columns, formatSize, sparkline: draw }), columns);
}
