import type { Emphasis, Span, StyledLine } from '../../src/support/styled-text.js';
import { textWidth } from '../../src/support/text-width.js';

const CELL = { width: 8.4, height: 18 } as const;
const MARGIN = 10;
const PAPER = '#1e1e1e';
const INK = '#d4d4d4';
const COLOURS: { readonly [emphasis in Emphasis]: string } = {
  heading: '#ffffff',
  good: '#89d185',
  notice: '#e5c07b',
  bad: '#f48771',
  faint: '#808080',
};

/** Draws the lines of a terminal as a picture (SVG), each cell where a terminal has it. */
export function drawPicture(lines: readonly StyledLine[], columns: number, title: string): string {
  const width = Math.ceil(columns * CELL.width) + 2 * MARGIN;
  const height = lines.length * CELL.height + 2 * MARGIN;
  const drawn = lines.flatMap((line, row) => drawLine(line, row));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${width}" height="${height}" rx="6" fill="${PAPER}"/>`,
    '<g font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14" xml:space="preserve">',
    ...drawn,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawLine(line: StyledLine, row: number): readonly string[] {
  let column = 0;
  return line.flatMap((span) => {
    const at = column;
    column += textWidth(span.text);
    return drawSpan(span, at, row);
  });
}

function drawSpan({ text, emphasis, isSelected }: Span, column: number, row: number): readonly string[] {
  const x = (MARGIN + column * CELL.width).toFixed(1);
  const y = MARGIN + row * CELL.height;
  const length = (textWidth(text) * CELL.width).toFixed(1);
  const ink = emphasis === undefined ? INK : COLOURS[emphasis];
  const weight = emphasis === 'heading' || emphasis === 'bad' ? ' font-weight="bold"' : '';
  const box = isSelected
    ? [`<rect x="${x}" y="${y}" width="${length}" height="${CELL.height}" fill="${ink}"/>`]
    : [];
  if (text.trim() === '') return box;
  const fill = isSelected ? PAPER : ink;
  const where = `x="${x}" y="${y + 13}" textLength="${length}" lengthAdjust="spacingAndGlyphs"`;
  return [...box, `<text ${where} fill="${fill}"${weight}>${escaped(text)}</text>`];
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
