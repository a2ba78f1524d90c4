import { messageOf } from '../support/errors.js';
import { fitBetween, wrapText } from '../support/fit-text.js';
import type { Emphasis, StyledLine } from '../support/styled-text.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { type DrawLines, TableTerminal } from '../terminal/table-terminal.js';
import type { Terminal } from './context.js';
import { layoutListing, type Printing } from './format-listing.js';
import type { WatchView } from './watch-view.js';

const MAX_MESSAGE = 2000;

/** Where a table is watched. */
export interface WatchScreenOptions {
  readonly terminal: Terminal;
  readonly seconds: number;
  readonly onQuit: () => void;
}

/**
 * For a terminal: the table in place, with its time above, and below what the command says and why the last round failed, if it
 * did. The table is then that of the last one that did not.
 */
export function openScreen<Item>(
  printing: Printing<Item>,
  { terminal, seconds, onQuit }: WatchScreenOptions,
): WatchView<Item> {
  const screen = new TableTerminal({ ...terminal, onQuit });
  const title = `every ${seconds} s; q quits`;
  let table: DrawLines = () => [];
  let time = '';
  let warnings: string[] = [];
  return {
    warn: (lines) => warnings.push(lines),
    show: async (round) => {
      const now = timeOfDay();
      if ('value' in round) {
        const layout = await layoutListing(round.value, printing);
        table = (columns) => layout(printing.options.wide ? undefined : columns);
        time = now;
      }
      const said = [...warnings, ...('value' in round ? round.value.warnings : [])];
      const failure = 'value' in round ? [] : [`${now}: ${messageOf(round.error)}`];
      warnings = [];
      screen.show((columns) => [
        [{ text: fitBetween(title, time, columns), emphasis: 'faint' }],
        [],
        ...table(columns),
        ...messages(said, 'notice', columns),
        ...messages(failure, 'bad', columns),
      ]);
    },
    [Symbol.dispose]: () => screen[Symbol.dispose](),
  };
}

function timeOfDay(): string {
  return new Date().toTimeString().slice(0, 8);
}

/** After an empty line, each broken into lines. */
function messages(texts: readonly string[], emphasis: Emphasis, columns: number): readonly StyledLine[] {
  const lines = texts.flatMap((text) => wrapText(terminalSafe(text, MAX_MESSAGE), columns));
  return lines.length === 0 ? [] : [[], ...lines.map((text) => [{ text, emphasis }])];
}
