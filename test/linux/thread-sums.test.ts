import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThreadSums } from '../../src/linux/thread-sums.js';
import type { ThreadSample } from '../../src/model/linux-sample.js';

const thread = (id: number, runNanoseconds: number | undefined): ThreadSample => ({
  id,
  name: 'worker',
  state: 'S',
  runNanoseconds,
  waitNanoseconds: undefined,
});

describe('the sum of a time over threads', () => {
  it('keeps what a thread had that has ended', () => {
    const sums = new ThreadSums('runNanoseconds');
    expect(sums.update([thread(1, 100), thread(2, 50)])).toBe(150);
    expect(sums.update([thread(1, 110)])).toBe(160);
    expect(sums.update([thread(1, 120), thread(3, 5)])).toBe(175);
  });

  it('takes a time that went back for that of another thread with the same id', () => {
    const sums = new ThreadSums('runNanoseconds');
    sums.update([thread(1, 100)]);
    expect(sums.update([thread(1, 7)])).toBe(107);
  });

  it('is undefined while the kernel does not count', () => {
    const sums = new ThreadSums('runNanoseconds');
    expect(sums.update([thread(1, undefined)])).toBeUndefined();
    expect(sums.update([])).toBeUndefined();
  });

  it('never falls, whatever threads come and go', () => {
    const threads = fc.uniqueArray(
      fc.record({ id: fc.nat(4), run: fc.option(fc.nat(100), { nil: undefined }) }),
      {
        selector: ({ id }) => id,
      },
    );
    fc.assert(
      fc.property(fc.array(threads), (readings) => {
        const sums = new ThreadSums('runNanoseconds');
        let last = 0;
        for (const reading of readings) {
          const sum = sums.update(reading.map(({ id, run }) => thread(id, run))) ?? last;
          expect(sum).toBeGreaterThanOrEqual(last);
          last = sum;
        }
      }),
    );
  });
});
