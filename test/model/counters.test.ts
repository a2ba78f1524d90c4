import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byUniqueKey,
  growthOf,
  quotientOf,
  ratesOf,
  ratioOf,
  secondsBetween,
  wrappingGrowthOf,
} from '../../src/model/counters.js';

const figure = fc.option(fc.oneof(fc.nat(), fc.double({ min: 0, max: 2 ** 64 }), fc.double()), {
  nil: undefined,
});

describe('the growth of a counter', () => {
  it.each([
    [1, 3, 2],
    [3, 3, 0],
    [3, 1, undefined],
    [undefined, 1, undefined],
    [1, undefined, undefined],
    [0, Number.POSITIVE_INFINITY, undefined],
  ])('from %s to %s is %s', (previous, current, growth) => {
    expect(growthOf(previous, current)).toBe(growth);
  });

  it.each([
    [2 ** 32 - 100, 50, 150],
    [2 ** 32 - 1, 0, 1],
    [1000, 3000, 2000],
    [1000, 50, undefined],
    [2 ** 32 - 100, 2 ** 31, undefined],
    [2 ** 32 + 100, 50, undefined],
    [undefined, 50, undefined],
  ])('that wraps at 2^32, from %s to %s, is %s', (previous, current, growth) => {
    expect(wrappingGrowthOf(previous, current)).toBe(growth);
  });
});

describe('a quotient', () => {
  it.each([
    [1, 4, 0.25],
    [1, 0, undefined],
    [0, 0, undefined],
    [undefined, 1, undefined],
    [1, undefined, undefined],
  ])('of %s and %s is %s', (part, whole, quotient) => {
    expect(quotientOf(part, whole)).toBe(quotient);
  });

  it('is at most 1 where it is a share', () => {
    expect(ratioOf(5, 4)).toBe(1);
    expect(ratioOf(3, 4)).toBe(0.75);
  });
});

describe('rates', () => {
  it('are never negative, infinite or NaN, whatever the counters', () => {
    const sample = fc.record({ a: figure, b: figure });
    fc.assert(
      fc.property(sample, sample, fc.double({ min: 0, noNaN: true }), (previous, current, seconds) => {
        for (const growth of [growthOf, wrappingGrowthOf]) {
          const rates = Object.values(ratesOf(['a', 'b'], previous, current, seconds, growth));
          for (const rate of rates) expect(rate === undefined || (rate >= 0 && rate < Infinity)).toBe(true);
        }
      }),
    );
  });
});

describe('the time in between', () => {
  it.each([
    [1, 2.5, 1.5],
    [1, 1, undefined],
    [1, 1 + 1e-9, undefined],
    [2, 1, undefined],
    [undefined, 1, undefined],
  ])('from %s to %s is %s', (previous, current, seconds) => {
    expect(secondsBetween(previous, current)).toBe(seconds);
  });
});

it('leaves out the items that share a key, however many do', () => {
  const items = ['a1', 'b1', 'a2', 'c1', 'a3'];
  expect([...byUniqueKey(items, ([key = '']) => key).values()]).toEqual(['b1', 'c1']);
});
