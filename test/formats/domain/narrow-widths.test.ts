import fc from 'fast-check';
import { expect, it } from 'vitest';
import { narrowWidths } from '../../../src/formats/domain/narrow-widths.js';

it.each([
  [[3, 40, 10], 0, [3, 40, 10]],
  [[3, 40, 10], 25, [3, 15, 10]],
  [[3, 40, 10], 34, [3, 8, 8]],
  [[3, 40, 10], 35, [3, 7, 8]],
  [[3, 40, 10], 99, [3, 5, 5]],
])('%j less %i: %j', (widths, excess, narrowed) => {
  expect(narrowWidths(widths, [true, true, true], excess)).toEqual(narrowed);
});

it('leaves alone what must not be cut', () => {
  expect(narrowWidths([30, 20], [false, true], 18)).toEqual([30, 5]);
  expect(narrowWidths([30], [false], 18)).toEqual([30]);
  expect(narrowWidths([], [], 18)).toEqual([]);
});

it('takes the excess, or all that there is to take', () => {
  const column = fc.tuple(fc.nat(50), fc.boolean());
  fc.assert(
    fc.property(fc.array(column), fc.nat(200), (columns, excess) => {
      const widths = columns.map(([width]) => width);
      const mayBeCut = columns.map(([, may]) => may);
      const narrowed = narrowWidths(widths, mayBeCut, excess);
      const taken = widths.map((width, at) => width - (narrowed[at] ?? 0));
      const most = widths.map((width, at) => (mayBeCut[at] ? Math.max(0, width - 5) : 0));
      for (const [at, part] of taken.entries()) {
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(most[at] ?? 0);
      }
      const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);
      expect(sum(taken)).toBe(Math.min(excess, sum(most)));
    }),
  );
});
