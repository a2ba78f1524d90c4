import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Emphasis,
  lineText,
  paintLine,
  paintSpan,
  paletteOf,
  type StyledLine,
} from '../../src/support/styled-text.js';

const EMPHASES: readonly Emphasis[] = ['heading', 'good', 'notice', 'bad', 'faint'];

const LINE: StyledLine = [
  { text: 'web', emphasis: 'heading' },
  { text: '  ' },
  { text: 'running', emphasis: 'good', isSelected: true },
];

describe('paintSpan', () => {
  const painted = (palette: 'colour' | 'monochrome' | 'plain') =>
    EMPHASES.map((emphasis) => paintSpan({ text: 'x', emphasis }, palette));

  it('shows emphasis by colours', () => {
    expect(painted('colour')).toEqual(
      ['1', '32', '33', '1;31', '90'].map((codes) => `\u001b[${codes}mx\u001b[0m`),
    );
  });

  it('shows what matters without colours, too', () => {
    expect(painted('monochrome')).toEqual([
      '\u001b[1mx\u001b[0m',
      'x',
      '\u001b[4mx\u001b[0m',
      '\u001b[1mx\u001b[0m',
      'x',
    ]);
  });

  it('shows none where there is nothing but text', () => {
    expect(painted('plain')).toEqual(['x', 'x', 'x', 'x', 'x']);
    expect(paintSpan({ text: 'x', isSelected: true }, 'plain')).toBe('x');
  });

  it('inverts what is selected', () => {
    expect(paintSpan({ text: 'x', isSelected: true }, 'monochrome')).toBe('\u001b[7mx\u001b[0m');
    expect(paintSpan({ text: 'x', emphasis: 'bad', isSelected: true }, 'colour')).toBe(
      '\u001b[7;1;31mx\u001b[0m',
    );
  });

  it('writes no codes around nothing', () => {
    expect(paintSpan({ text: '', emphasis: 'bad' }, 'colour')).toBe('');
  });
});

describe('a line', () => {
  it('is painted span by span', () => {
    expect(paintLine(LINE, 'colour')).toBe('\u001b[1mweb\u001b[0m  \u001b[7;32mrunning\u001b[0m');
    expect(lineText(LINE)).toBe('web  running');
  });

  it('keeps its text in every palette, and ends what it begins', () => {
    const span = fc.record(
      {
        text: fc.string(),
        emphasis: fc.constantFrom(...EMPHASES),
        isSelected: fc.boolean(),
      },
      { requiredKeys: ['text'] },
    );
    const palette = fc.constantFrom('colour' as const, 'monochrome' as const, 'plain' as const);
    fc.assert(
      fc.property(fc.array(span), palette, (line, one) => {
        const painted = paintLine(line, one);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken off
        expect(painted.replace(/\u001b\[[\d;]+m/g, '')).toBe(lineText(line));
        expect(painted.split('\u001b[0m').length - 1).toBe((painted.split('\u001b[').length - 1) / 2);
        if (one === 'plain') expect(painted).toBe(lineText(line));
      }),
    );
  });
});

describe('paletteOf', () => {
  it.each([
    [{ TERM: 'xterm-256color' }, 'colour'],
    [{}, 'colour'],
    [{ TERM: 'xterm', NO_COLOR: '' }, 'colour'],
    [{ TERM: 'xterm', NO_COLOR: '1' }, 'monochrome'],
    [{ TERM: 'vt100' }, 'monochrome'],
    [{ TERM: 'vt220' }, 'monochrome'],
    [{ TERM: 'xterm-mono' }, 'monochrome'],
    [{ TERM: 'linux-m' }, 'monochrome'],
    [{ TERM: 'screen-mouse' }, 'colour'],
  ])('%j: %s', (environment, palette) => {
    expect(paletteOf(environment)).toBe(palette);
  });
});
