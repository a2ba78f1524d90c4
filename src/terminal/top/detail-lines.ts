import type { TopRow } from '../../formats/top/top-screen.js';
import { fitText, wrapText } from '../../support/fit-text.js';
import type { StyledLine } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** A few lines are there also where rows would fill them. */
const LEAST_LINES = 3;
const MAX_NAME = 40;
const MAX_TEXT = 1000;

/** What there is to say about the selected row, which its line has no room for; `free` lines are left below the table. */
export function detailLines(row: TopRow, text: string, columns: number, free: number): readonly StyledLine[] {
  if (text === '') return [];
  const name = row.guest === undefined ? '' : `${terminalSafe(row.guest.name, MAX_NAME)}: `;
  const lines = wrapText(`${name}${terminalSafe(text, MAX_TEXT)}`, columns);
  const most = Math.max(LEAST_LINES, free);
  const kept = lines.slice(0, most).map((line, at) => {
    const isCut = at === most - 1 && lines.length > most;
    return isCut ? fitText(`${line} ${lines[most]}`, columns) : line;
  });
  return kept.map((line) => [{ text: line, emphasis: 'notice' }]);
}
