import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldText, tagText, timestampText } from '../../../src/formats/influx/line-protocol.js';
import { unicodeText } from '../../unicode-text.js';

describe('a tag', () => {
  it.each([
    ['vm1', ',guest=vm1'],
    ['a b,c=d', ',guest=a\\ b\\,c\\=d'],
    ['C:\\', ',guest=C:_'],
    ['a\nb', ',guest=a?b'],
    ['"quoted"', ',guest="quoted"'],
    [0, ',guest=0'],
    ['', ''],
    [undefined, ''],
  ])('of the value %j', (value, text) => {
    expect(tagText('guest', value)).toBe(text);
  });

  it('holds no bare separator and no line end, whatever it is', () => {
    fc.assert(
      fc.property(unicodeText(), (value) => {
        expect(
          tagText('t', value)
            .replace(/^,t=/, '')
            .replace(/\\[,= ]/g, ''),
        ).not.toMatch(/[,= \\\n\r]/);
      }),
    );
  });
});

describe('a field', () => {
  it.each([
    ['integer', 7, '7i'],
    ['integer', 6.6, '7i'],
    ['integer', 9223372036854775807n, '9223372036854775807i'],
    ['integer', 2n ** 63n, undefined],
    ['integer', 2 ** 63, undefined],
    ['integer', -5, '-5i'],
    ['float', 7, '7'],
    ['float', 0.25, '0.25'],
    ['float', 5n, '5'],
    ['float', Number.NaN, undefined],
    ['float', Number.POSITIVE_INFINITY, undefined],
    ['float', undefined, undefined],
    ['float', null, undefined],
    ['boolean', false, 'false'],
    ['string', 'a "b" \\ c\n', '"a \\"b\\" \\\\ c?"'],
  ] as const)('of the type %s with the value %s', (type, value, text) => {
    expect(fieldText(type, value)).toBe(text);
  });
});

it('dates a line in nanoseconds', () => {
  expect(timestampText(1_795_205_869.5)).toBe('1795205869500000000');
  expect(timestampText(1_795_205_869.123_456)).toBe('1795205869123456000');
});
