import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { textWidth } from '../../src/support/text-width.js';

it('is the number of characters of plain text', () => {
  expect(textWidth('')).toBe(0);
  expect(textWidth('web-1 ~ 4G')).toBe(10);
});

it('counts what a terminal shows of other text', () => {
  expect(textWidth('日本')).toBe(4);
  expect(textWidth('👩‍👩‍👧')).toBe(2);
  expect(textWidth('e\u0301')).toBe(1);
});

it('measures every text as string-width does', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
  fc.assert(fc.property(text, (any) => textWidth(any) === stringWidth(any)));
});

it('measures what qgauge itself draws as string-width does', () => {
  const drawn = fc.string({ unit: fc.constantFrom(...'aé東µ…←↑→↓─│▁▂▃▄▅▆▇█░▒▓') });
  fc.assert(fc.property(drawn, (any) => textWidth(any) === stringWidth(any)));
});
