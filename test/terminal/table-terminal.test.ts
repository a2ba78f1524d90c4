import { describe, expect, it } from 'vitest';
import type { StyledLine } from '../../src/support/styled-text.js';
import { TableTerminal } from '../../src/terminal/table-terminal.js';
import { FakeInput, FakeOutput } from './fake-terminal.js';

function open() {
  const output = new FakeOutput();
  const input = new FakeInput();
  let quits = 0;
  const terminal = new TableTerminal({ output, input, palette: 'colour', onQuit: () => quits++ });
  return { terminal, output, input, quits: () => quits };
}

/** The rows that were drawn last. */
function rowsIn(text: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  const rows = text.match(/(?<=\u001b\[2K).*?(?=\u001b\[(?:\d+;\d+H|\?2026l))/g) ?? [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return rows.map((row) => row.replace(/\u001b\[[\d;]*m/g, ''));
}

const linesOf = (count: number): readonly StyledLine[] =>
  Array.from({ length: count }, (_, at) => [{ text: `line ${at + 1}` }]);

describe('TableTerminal', () => {
  it('leaves the terminal as it is until there is a table', () => {
    const { terminal, output } = open();
    terminal[Symbol.dispose]();
    expect(output.text).toBe('');
  });

  it('draws each table in place, in colours, and gives the terminal back', () => {
    const { terminal, output } = open();
    terminal.show(() => [[{ text: 'web', emphasis: 'bad' }]]);
    expect(output.take()).toContain('\u001b[1;31mweb\u001b[0m');
    terminal.show(() => [[{ text: 'db' }]]);
    const second = output.take();
    expect(rowsIn(second)).toEqual(['db']);
    expect(second).not.toContain('\u001b[?1049h');
    terminal[Symbol.dispose]();
    expect(output.take()).toContain('\u001b[?1049l');
  });

  it('asks for lines of the width that the terminal has now', () => {
    const { terminal, output } = open();
    terminal.show((columns) => [[{ text: `${columns} columns` }]]);
    expect(rowsIn(output.take())).toEqual(['80 columns']);
    output.resize(40, 10);
    expect(rowsIn(output.take())).toEqual(['40 columns']);
    terminal[Symbol.dispose]();
  });

  it('counts the lines for which there is no row, and lets none go on in the next', () => {
    const { terminal, output } = open();
    output.columns = 8;
    output.rows = 3;
    terminal.show(() => [[{ text: 'a long ' }, { text: 'line', emphasis: 'good' }], ...linesOf(2)]);
    expect(rowsIn(output.take())).toEqual(['a long …', 'line 1', 'line 2']);
    terminal.show(() => linesOf(5));
    expect(rowsIn(output.take())).toEqual(['line 1', 'line 2', '… 3 mor…']);
    terminal[Symbol.dispose]();
  });

  it('ends with q and Ctrl+C, and no other key', () => {
    const { terminal, input, quits } = open();
    terminal.show(() => []);
    input.type('x');
    expect(quits()).toBe(0);
    input.type('q');
    input.type('\u0003');
    expect(quits()).toBe(2);
    terminal[Symbol.dispose]();
  });
});
