import { segmentsOf } from './segments.js';
import { textWidth } from './text-width.js';

/**
 * Cuts a text, which must be safe for a terminal, to a number of columns, the last one an ellipsis. Wide characters
 * take two.
 */
export function fitText(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (textWidth(text) <= columns) return text;
  return `${take(segmentsOf(text), columns - 1).join('')}…`;
}

/** Cuts a text as {@link fitText} does, in its middle: both ends of a path or an address say what it is. */
export function fitMiddle(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (textWidth(text) <= columns) return text;
  const segments = segmentsOf(text);
  const start = take(segments, Math.floor((columns - 1) / 2)).join('');
  const end = take(segments.toReversed(), columns - 1 - textWidth(start));
  return `${start}…${end.toReversed().join('')}`;
}

/** The first segments, as many as have room. */
function take(segments: readonly string[], columns: number): readonly string[] {
  let width = 0;
  const end = segments.findIndex((segment) => {
    width += textWidth(segment);
    return width > columns;
  });
  return end < 0 ? segments : segments.slice(0, end);
}

/** The same, padded with blanks to the number of columns. */
export function fitExactly(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const fitted = fitText(text, columns);
  const blanks = ' '.repeat(Math.max(0, columns - textWidth(fitted)));
  return align === 'left' ? fitted + blanks : blanks + fitted;
}

/** Aligns texts with both ends of a line; the left one is cut when they do not fit. */
export function fitBetween(left: string, right: string, columns: number): string {
  const room = columns - textWidth(right) - 1;
  return room < 1 ? fitText(left, columns) : `${fitExactly(left, room)} ${right}`;
}

/** The characters of a gauge: blocks, or those of a terminal without UTF-8. */
export type GaugeStyle = 'blocks' | 'ascii';

const GLYPHS: { readonly [style in GaugeStyle]: readonly [full: string, half: string, empty: string] } = {
  blocks: ['█', '▓', '░'],
  ascii: ['#', '=', '.'],
};

/** Draws a part of a whole, 0 to 1: `[████░░]`, or two that follow each other: `[██▓▓░░]`. Empty with less than 3 columns. */
export function gauge(
  parts: number | readonly [number, number],
  columns: number,
  style: GaugeStyle = 'blocks',
): string {
  const cells = columns - 2;
  if (cells < 1) return '';
  const [first, second] = typeof parts === 'number' ? [parts, 0] : parts;
  const cellsOf = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * cells);
  const [full, both] = [cellsOf(first), cellsOf(first + second)];
  const [fullGlyph, halfGlyph, emptyGlyph] = GLYPHS[style];
  return `[${fullGlyph.repeat(full)}${halfGlyph.repeat(Math.max(0, both - full))}${emptyGlyph.repeat(cells - Math.max(full, both))}]`;
}

/** Breaks a text into lines; a word that is longer than a line is cut. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && textWidth(`${line} ${word}`) <= columns)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(fitText(word, columns));
  }
  return lines;
}
