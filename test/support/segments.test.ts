import fc from 'fast-check';
import { expect, it } from 'vitest';
import { segmentsOf } from '../../src/support/segments.js';

it('takes for one character what a reader does', () => {
  expect(segmentsOf('web-1…')).toEqual(['w', 'e', 'b', '-', '1', '…']);
  expect(segmentsOf('é仮👩‍👩‍👧')).toEqual(['é', '仮', '👩‍👩‍👧']);
  expect(segmentsOf('')).toEqual([]);
});

it('splits every text as the segmenter of Node.js does', () => {
  const segmenter = new Intl.Segmenter();
  const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(text, (any) => {
      expect(segmentsOf(any)).toEqual(Array.from(segmenter.segment(any), ({ segment }) => segment));
    }),
  );
});
