import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { cutLine } from '../../src/support/cut-line.js';
import { lineText } from '../../src/support/styled-text.js';

const LINE = [{ text: 'used ' }, { text: '40%', emphasis: 'good' }, { text: ' of 2G' }] as const;

it.each([
  [14, ['used ', '40%', ' of 2G']],
  [13, ['used ', '40%', ' of …']],
  [8, ['used ', '40…']],
  [7, ['used ', '4…']],
  [5, ['used…']],
  [1, ['…']],
  [0, []],
])('a line in %i columns', (columns, texts) => {
  expect(cutLine(LINE, columns).map(({ text }) => text)).toEqual(texts);
});

it('keeps the emphasis of what it cuts', () => {
  expect(cutLine(LINE, 7)[1]).toEqual({ text: '4…', emphasis: 'good' });
});

it('makes no line longer than it may be', () => {
  const line = fc.array(fc.string({ unit: 'grapheme' }).map((text) => ({ text })));
  fc.assert(
    fc.property(line, fc.nat(30), (spans, columns) => {
      expect(stringWidth(lineText(cutLine(spans, columns)))).toBeLessThanOrEqual(columns);
    }),
  );
});
