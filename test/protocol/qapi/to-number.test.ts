import { describe, expect, it } from 'vitest';
import { toNumber } from '../../../src/protocol/qapi/to-number.js';

describe('the number of an integer', () => {
  it('is the integer itself up to 2^53, either way', () => {
    expect(toNumber(4096)).toBe(4096);
    expect(toNumber(-4096n)).toBe(-4096);
    expect(toNumber(2n ** 53n)).toBe(9_007_199_254_740_992);
  });

  it('is the nearest one beyond', () => {
    expect(toNumber(2n ** 53n + 3n)).toBe(9_007_199_254_740_996);
    expect(toNumber(2n ** 64n - 1n)).toBe(2 ** 64);
  });
});
