import { lineText, type Palette, paintLine } from '../../support/styled-text.js';
import { textWidth } from '../../support/text-width.js';
import type { SizeFormat } from '../table/table-column.js';
import { topHeader } from './header.js';
import { headerLines } from './header-lines.js';
import type { ScreenView, TopSource } from './top-screen.js';

export interface FrameOptions {
  /** That of the terminal; columns without room are left out (default: every column has room). */
  readonly width?: number | undefined;
  /** Default: `formatSize`. */
  readonly formatSize?: SizeFormat | undefined;
  /** For what cannot show UTF-8 (default: false). */
  readonly isAscii?: boolean | undefined;
  /** Default: plain, without codes of a terminal. */
  readonly palette?: Palette | undefined;
}

/** The header is as wide as the table within these. */
const LEAST_WIDTH = 80;
const MOST_WIDTH = 120;

/** Encodes one sweep as text, as `top -b` prints it: the header, an empty line, all rows of a screen, an empty line. */
export function encodeFrame(
  source: TopSource,
  view: ScreenView,
  { width, formatSize, isAscii, palette = 'plain' }: FrameOptions = {},
): string {
  const { rows, layout } = view.rowsOf(source);
  const table = layout(0, rows.length, { width: width ?? Number.POSITIVE_INFINITY, formatSize });
  const lines = [table.headings, ...table.rows];
  const widest = lines.reduce((most, line) => Math.max(most, textWidth(lineText(line))), LEAST_WIDTH);
  const header = headerLines(topHeader(source), {
    width: width ?? Math.min(widest, MOST_WIDTH),
    formatSize,
    isAscii,
  });
  return [...header, [], ...lines, []].map((line) => `${paintLine(line, palette)}\n`).join('');
}
