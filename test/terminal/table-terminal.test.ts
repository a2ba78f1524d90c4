import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { StyledLine } from '../../src/support/styled-text.js';
import { TableTerminal } from '../../src/terminal/table-terminal.js';
import { FakeInput, FakeOutput } from './fake-terminal.js';

function open() {
  vi.stubEnv('LC_ALL', 'C.UTF-8');
  vi.stubEnv('NO_COLOR', '');
  vi.stubEnv('TERM', 'xterm');
  const output = new FakeOutput();
  const input = new FakeInput();
  let quits = 0;
  const terminal = new TableTerminal({ output, input, onQuit: () => quits++ });
  onTestFinished(() => {
    terminal[Symbol.dispose]();
    vi.unstubAllEnvs();
  });
  return { terminal, output, input, quits: () => quits };
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
    expect(output.take()).toContain('\u001b[1;31mweb');
    terminal.show(() => [[{ text: 'db' }]]);
    expect(output.screen).toBe('db');
    expect(output.take()).not.toContain('\u001b[?1049h');
    terminal[Symbol.dispose]();
    expect(output.take()).toContain('\u001b[?1049l');
  });

  it('asks for lines of the width that the terminal has now', () => {
    const { terminal, output } = open();
    terminal.show((columns) => [[{ text: `${columns} columns` }]]);
    expect(output.screen).toBe('80 columns');
    output.resize(40, 10);
    expect(output.screen).toBe('40 columns');
  });

  it('counts the lines for which there is no row, and lets none go on in the next', () => {
    const { terminal, output } = open();
    output.columns = 8;
    output.rows = 3;
    terminal.show(() => [[{ text: 'a long ' }, { text: 'line', emphasis: 'good' }], ...linesOf(2)]);
    expect(output.screen).toBe('a long …\nline 1\nline 2');
    terminal.show(() => linesOf(5));
    expect(output.screen).toBe('line 1\nline 2\n… 3 mor…');
  });

  it('ends with q, Ctrl+C and the end of the terminal, and with no other key', () => {
    const { terminal, input, quits } = open();
    terminal.show(() => []);
    input.type('x');
    expect(quits()).toBe(0);
    input.type('q');
    input.type('\u0003');
    input.emit('end');
    expect(quits()).toBe(3);
  });
});
