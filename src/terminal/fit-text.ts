import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();

/** `text`, which is safe for a terminal already, cut to so many columns, the last one an ellipsis. Wide characters count as two. */
export function fitText(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (stringWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += stringWidth(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The same, filled with blanks to so many columns. */
export function fitExactly(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const fitted = fitText(text, columns);
  const blanks = ' '.repeat(Math.max(0, columns - stringWidth(fitted)));
  return align === 'left' ? fitted + blanks : blanks + fitted;
}

/** Both ends of a line of so many columns; the left one gives way. */
export function fitBetween(left: string, right: string, columns: number): string {
  const room = columns - stringWidth(right) - 1;
  return room < 1 ? fitText(left, columns) : `${fitExactly(left, room)} ${right}`;
}

/** `[████░░]`: a part of a whole, in so many columns; all the room it needs is 3. */
export function gauge(part: number, columns: number): string {
  const cells = columns - 2;
  if (cells < 1) return '';
  const full = Math.round(Math.min(1, Math.max(0, part)) * cells);
  return `[${'█'.repeat(full)}${'░'.repeat(cells - full)}]`;
}

/** The words of a text on as many lines as they need; a word that is longer than a line is cut. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && stringWidth(`${line} ${word}`) <= columns)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(fitText(word, columns));
  }
  return lines;
}
