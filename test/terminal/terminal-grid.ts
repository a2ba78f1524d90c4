import { textWidth } from '../../src/support/text-width.js';

const segmenter = new Intl.Segmenter();
/** A control sequence of ECMA-48, or the text up to the next one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character begins what is looked for
const TOKEN = /\u001b\[(?<private>\??)(?<parameters>[\d;]*)(?<final>[A-Za-z])|[^\u001b]+/gu;

/** What a terminal shows after what was written to it: the sequences that a screen uses, and no others. */
export class TerminalGrid {
  #rows: string[][] = [];
  #row = 0;
  #column = 0;

  write(text: string): void {
    for (const { 0: token, groups } of text.matchAll(TOKEN)) {
      if (groups?.final === undefined) this.#print(token);
      else if (groups.private === '') this.#obey(groups.final, groups.parameters ?? '');
    }
  }

  /** Without trailing blanks. */
  get lines(): readonly string[] {
    return Array.from(this.#rows, (row) =>
      Array.from(row ?? [], (cell) => cell ?? ' ')
        .join('')
        .trimEnd(),
    );
  }

  #obey(final: string, parameters: string): void {
    const [first = '', second = ''] = parameters.split(';');
    if (final === 'H') {
      this.#row = Number(first || 1) - 1;
      this.#column = Number(second || 1) - 1;
    } else if (final === 'K') {
      const row = this.#rows[this.#row];
      if (row) row.length = Math.min(row.length, this.#column);
    } else if (final === 'J') this.#rows = [];
    else if (final !== 'm') throw new Error(`no test terminal knows CSI ${parameters}${final}`);
  }

  #print(text: string): void {
    const row = this.#rows[this.#row] ?? [];
    this.#rows[this.#row] = row;
    for (const { segment } of segmenter.segment(text)) {
      row[this.#column++] = segment;
      // A wide character takes the place of the next one too.
      if (textWidth(segment) === 2) row[this.#column++] = '';
    }
  }
}
