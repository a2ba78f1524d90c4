import { fitText } from './fit-text.js';
import { lineText, type Span, type StyledLine } from './styled-text.js';
import { textWidth } from './text-width.js';

/** Cuts a line to a number of columns, the last one an ellipsis. */
export function cutLine(line: StyledLine, columns: number): StyledLine {
  if (textWidth(lineText(line)) <= columns) return line;
  const kept: Span[] = [];
  let left = columns;
  for (const span of line) {
    const width = textWidth(span.text);
    // One that just fills the line gives its last column to the ellipsis, as more follows.
    if (width >= left) return left > 0 ? [...kept, { ...span, text: fitText(`${span.text} `, left) }] : kept;
    kept.push(span);
    left -= width;
  }
  return kept;
}
