import { cutLine } from '../support/cut-line.js';
import type { StyledLine } from '../support/styled-text.js';
import type { TerminalEvent } from './key-reader.js';
import { Screen } from './screen.js';
import type { ScreenSize, TerminalInput, TerminalOutput } from './terminal.js';

/** Where a table is drawn. */
export interface TableTerminalOptions {
  readonly input: TerminalInput | undefined;
  readonly output: TerminalOutput;
  /** The user quits: q, Ctrl+C, or the terminal is gone. */
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
    const { onQuit } = this.#options;
    return new Screen({
      ...this.#options,
      draw: (size) => fitLines(this.#draw(size.columns), size),
      onEvent: (event) => {
        if (isQuit(event)) onQuit();
      },
      onEnd: onQuit,
    });
  }
}

function isQuit(event: TerminalEvent): boolean {
  return event.type === 'key' && (event.key === 'q' || event.key === 'ctrl+c');
}

/** Where there are more lines than rows, the last row counts those that are left out. A longer line would go on in the next row. */
function fitLines(lines: readonly StyledLine[], { columns, rows }: ScreenSize): readonly StyledLine[] {
  const kept = lines.length > rows ? lines.slice(0, rows - 1) : lines;
  const more = `… ${lines.length - kept.length} more lines`;
  const shown = kept === lines ? lines : [...kept, [{ text: more, emphasis: 'faint' as const }]];
  return shown.map((line) => cutLine(line, columns));
}
