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
  if (!isSimpleLine(before) || !isSimpleLine(after)) return encodeWhole(before, after, row, palette);
  const changes = listChanges(before, after);
  const drawn = changes.map(({ from, to }) => {
    return cursorTo(from, row) + paintCells(after.slice(from, to), palette);
  });
  const isShorter = changes.length > 0 && after.length < before.length;
  if (!isShorter) return drawn.join('');
  return `${drawn.join('')}${cursorTo(after.length, row)}${eraseEndLine}`;
}

/**
 * Where a cell stands, and where the line ends, only the terminal knows. It is erased first: once a line has filled the row,
 * that would take the last character.
 */
function encodeWhole(before: readonly Cell[], after: readonly Cell[], row: number, palette: Palette): string {
  const isSame = before.length === after.length && after.every((_, at) => isSameAt(before, after, at));
  return isSame ? '' : cursorTo(0, row) + eraseEndLine + paintCells(after, palette);
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

function isSameAt(before: readonly Cell[], after: readonly Cell[], at: number): boolean {
  const [one, other] = [before[at], after[at]];
  return one !== undefined && other !== undefined && looksSame(one, other);
}

function isSimpleLine(cells: readonly Cell[]): boolean {
  return cells.every(({ isSimple }) => isSimple);
}
