import { segmentsOf } from './segments.js';
import type { StyledLine } from './styled-text.js';
import { textWidth } from './text-width.js';

/** What qgauge itself draws, in ASCII. */
const REPLACED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      '█': '#',
      '▓': '#',
      '▒': '+',
      '░': '.',
      '…': '~',
      µ: 'u',
      '→': '>',
      '↑': '^',
      '↓': 'v',
      '─': '-',
      '│': '|',
    },
    ...{ '▁': '_', '▂': '.', '▃': '-', '▄': '-', '▅': '=', '▆': '=', '▇': '#' },
  }),
);

/** Replaces what is not ASCII, for a terminal that cannot show it; a wide character by as many columns. */
export function asciiText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return segmentsOf(text)
    .map((segment) => {
      if (/^[ -~]$/.test(segment)) return segment;
      return REPLACED.get(segment) ?? '?'.repeat(textWidth(segment));
    })
    .join('');
}

/** The same for a line. */
export function asciiLine(line: StyledLine): StyledLine {
  return line.map((span) => ({ ...span, text: asciiText(span.text) }));
}

/** Whether a terminal shows UTF-8, by the variables of setlocale(3). */
export function isUtf8({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '');
  return locale !== undefined && /utf-?8/i.test(locale);
}
