/** What a piece of text says beside its words; each terminal shows it as it can. */
export type Emphasis = 'heading' | 'good' | 'notice' | 'bad' | 'faint';

/** A piece of a line that looks the same from end to end. Its text must be safe for a terminal. */
export interface Span {
  readonly text: string;
  readonly emphasis?: Emphasis | undefined;
  /** Part of the line that the user has selected. */
  readonly isSelected?: boolean | undefined;
}

/** A line of a terminal. */
export type StyledLine = readonly Span[];

/** How a terminal can show emphasis: by colours, without them (NO_COLOR, a monochrome terminal), or not at all. */
export type Palette = 'colour' | 'monochrome' | 'plain';

/** Codes of "select graphic rendition", ECMA-48 8.3.117. */
const CODES: { readonly [palette in Palette]: { readonly [emphasis in Emphasis | 'selected']: string } } = {
  colour: { heading: '1', good: '32', notice: '33', bad: '1;31', faint: '90', selected: '7' },
  monochrome: { heading: '1', good: '', notice: '4', bad: '1', faint: '', selected: '7' },
  plain: { heading: '', good: '', notice: '', bad: '', faint: '', selected: '' },
};

const RESET = '\u001b[0m';

/** The text of a line alone. */
export function lineText(line: StyledLine): string {
  return line.map(({ text }) => text).join('');
}

/** The text of a span with the codes that a terminal shows its emphasis by, and those that end it. */
export function paintSpan({ text, emphasis, isSelected }: Span, palette: Palette): string {
  const codes = CODES[palette];
  const wanted = [isSelected ? codes.selected : '', emphasis === undefined ? '' : codes[emphasis]];
  const given = wanted.filter((code) => code !== '').join(';');
  return given === '' || text === '' ? text : `\u001b[${given}m${text}${RESET}`;
}

/** The same for a whole line. */
export function paintLine(line: StyledLine, palette: Palette): string {
  return line.map((span) => paintSpan(span, palette)).join('');
}

/** The palette of a terminal, by its environment (https://no-color.org, terminfo's names of monochrome terminals). */
export function paletteOf({ NO_COLOR, TERM = '' }: NodeJS.ProcessEnv): Exclude<Palette, 'plain'> {
  const isMonochrome = /^(?:vt(?:100|102|220)|.*-(?:m|mono))$/.test(TERM);
  return (NO_COLOR ?? '') !== '' || isMonochrome ? 'monochrome' : 'colour';
}
