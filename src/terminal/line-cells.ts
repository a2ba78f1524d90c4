import { segmentsOf } from '../support/segments.js';
import { type Palette, paintSpan, type Span, type StyledLine } from '../support/styled-text.js';
import { isSimple, textWidth } from '../support/text-width.js';

/** One place of a line, which a terminal draws by itself. */
export interface Cell {
  /** A character, with those that combine with it. */
  readonly text: string;
  readonly width: number;
  /** Every terminal agrees on the width. Of an emoji of several characters, or a new one, it may think differently. */
  readonly isSimple: boolean;
  readonly span: Span;
}

const BLANK: Cell = { text: ' ', width: 1, isSimple: true, span: { text: ' ' } };

/** Splits a line into its cells, without trailing blanks that nothing shows. */
export function cellsOf(line: StyledLine): readonly Cell[] {
  const cells: Cell[] = [];
  for (const span of line) {
    if (isSimple(span.text))
      for (const text of span.text) cells.push({ text, width: 1, isSimple: true, span });
    else for (const text of segmentsOf(span.text)) cells.push(cellOf(text, span));
  }
  let end = cells.length;
  while (end > 0 && looksSame(cells[end - 1] ?? BLANK, BLANK)) end--;
  return cells.slice(0, end);
}

function cellOf(text: string, span: Span): Cell {
  return { text, width: textWidth(text), isSimple: isSimple(text), span };
}

/** Whether a terminal shows both alike. */
export function looksSame(one: Cell, other: Cell): boolean {
  return one.text === other.text && isStyledAs(one.span, other.span);
}

function isStyledAs(one: Span, other: Span): boolean {
  return one.emphasis === other.emphasis && one.isSelected === other.isSelected;
}

/** Encodes cells for a terminal. */
export function paintCells(cells: readonly Cell[], palette: Palette): string {
  let painted = '';
  let current: Span | undefined;
  let text = '';
  for (const cell of cells) {
    if (current !== undefined && !isStyledAs(current, cell.span)) {
      painted += paintSpan({ ...current, text }, palette);
      text = '';
    }
    current = cell.span;
    text += cell.text;
  }
  return current === undefined ? '' : painted + paintSpan({ ...current, text }, palette);
}
