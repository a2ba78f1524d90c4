import { describe, expect, it } from 'vitest';
import { sumOf, sumsOf } from '../../../src/formats/hv-monitor/sums.js';

describe('sumOf', () => {
  it.each([
    ['adds what is known', [1, 2.5, 3], 6.5],
    ['leaves out what is not', [1, null, undefined, 2], 3],
    ['keeps a 0 that is known', [0, null], 0],
    ['is unknown when nothing is known', [null, undefined], null],
    ['is 0 of a list that is known to be empty', [], 0],
    ['is unknown of a list that is unknown', undefined, null],
  ])('%s', (_, figures, sum) => {
    expect(sumOf(figures)).toBe(sum);
  });
});

describe('sumsOf', () => {
  it('sums each key by itself', () => {
    const items = [
      { a: 1, b: null, c: null },
      { a: 2, b: 5, c: null },
    ];
    expect(sumsOf(['a', 'b', 'c'], items)).toEqual({ a: 3, b: 5, c: null });
  });

  it('knows nothing of items that are unknown, and 0 of none', () => {
    expect(sumsOf(['a', 'b'], undefined)).toEqual({ a: null, b: null });
    expect(sumsOf(['a', 'b'], [])).toEqual({ a: 0, b: 0 });
  });
});
