import { cursorTo, eraseEndLine } from 'ansi-escapes';
import type { Palette } from '../support/styled-text.js';
import { type Cell, looksSame, paintCells } from './line-cells.js';

/** To move over fewer unchanged cells costs more than to draw them. */
const LEAST_GAP = 6;

/** Where a line differs from what is shown. */
interface Change {
  readonly from: number;
  readonly to: number;
}

/** Encodes what turns one line that a terminal shows into another; empty when they look the same. */
export function encodeChanges(
  before: readonly Cell[],
  after: readonly Cell[],
  row: number,
  palette: Palette,
): string {
  // With wide characters, cells of the same number stand in different columns.
  const changes = hasWide(before) || hasWide(after) ? wholeChange(before, after) : listChanges(before, after);
  const drawn = changes.map(({ from, to }) => {
    return cursorTo(columnOf(after, from), row) + paintCells(after.slice(from, to), palette);
  });
  const isShorter = changes.length > 0 && widthOf(after) < widthOf(before);
  if (!isShorter) return drawn.join('');
  return `${drawn.join('')}${cursorTo(widthOf(after), row)}${eraseEndLine}`;
}

function listChanges(before: readonly Cell[], after: readonly Cell[]): readonly Change[] {
  const changes: Change[] = [];
  for (let at = 0; at < after.length; at++) {
    if (isSameAt(before, after, at)) continue;
    const last = changes.at(-1);
    if (last !== undefined && at - last.to < LEAST_GAP) changes[changes.length - 1] = { ...last, to: at + 1 };
    else changes.push({ from: at, to: at + 1 });
  }
  // What is longer is erased, which needs a change to go with it.
  return changes.length === 0 && before.length > after.length
    ? [{ from: after.length, to: after.length }]
    : changes;
}

function wholeChange(before: readonly Cell[], after: readonly Cell[]): readonly Change[] {
  const isSame = before.length === after.length && after.every((_, at) => isSameAt(before, after, at));
  return isSame ? [] : [{ from: 0, to: after.length }];
}

function isSameAt(before: readonly Cell[], after: readonly Cell[], at: number): boolean {
  const [one, other] = [before[at], after[at]];
  return one !== undefined && other !== undefined && looksSame(one, other);
}

function hasWide(cells: readonly Cell[]): boolean {
  return cells.some(({ width }) => width !== 1);
}

function columnOf(cells: readonly Cell[], at: number): number {
  return widthOf(cells.slice(0, at));
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
