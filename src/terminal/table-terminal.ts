import { fitText } from '../support/fit-text.js';
import { type Palette, paintLine, type StyledLine } from '../support/styled-text.js';
import { textWidth } from '../support/text-width.js';
import { Screen, type TerminalInput, type TerminalOutput } from './screen.js';

/** Where a table is drawn, and how. */
export interface TableTerminalOptions {
  readonly input: TerminalInput | undefined;
  readonly output: TerminalOutput;
  readonly palette: Palette;
  /** The user quits: q, or Ctrl+C. */
  readonly onQuit: () => void;
}

/** Lines for a terminal of a number of columns. */
export type DrawLines = (columns: number) => readonly StyledLine[];

/** Shows a table that changes in place, from the first one on until it is disposed of. */
export class TableTerminal implements Disposable {
  readonly #options: TableTerminalOptions;
  #screen: Screen | undefined;
  #draw: DrawLines = () => [];

  constructor(options: TableTerminalOptions) {
    this.#options = options;
  }

  show(draw: DrawLines): void {
    this.#draw = draw;
    if (this.#screen) this.#screen.redraw();
    else this.#screen = this.#open();
  }

  [Symbol.dispose](): void {
    this.#screen?.[Symbol.dispose]();
  }

  #open(): Screen {
    const { input, output, palette, onQuit } = this.#options;
    return new Screen({
      ...{ input, output },
      draw: ({ columns, rows }) =>
        fitRows(this.#draw(columns), rows).map((line) => paintLine(cutLine(line, columns), palette)),
      onKey: (key) => {
        if (key === 'q' || key === '\u0003') onQuit();
      },
    });
  }
}

/** Where there are more lines than rows, the last row counts those that are left out. */
function fitRows(lines: readonly StyledLine[], rows: number): readonly StyledLine[] {
  if (lines.length <= rows) return lines;
  const kept = lines.slice(0, rows - 1);
  return [...kept, [{ text: `… ${lines.length - kept.length} more lines`, emphasis: 'faint' }]];
}

/** A longer line, as of a table that is to be wide, would go on in the next row. */
function cutLine(line: StyledLine, columns: number): StyledLine {
  let left = columns;
  return line.map((span) => {
    const text = fitText(span.text, left);
    left -= textWidth(text);
    return { ...span, text };
  });
}
