import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backoff } from '../../src/support/backoff.js';

describe('Backoff', () => {
  it('doubles the longest wait up to the cap, and starts over after a success', () => {
    const backoff = new Backoff({ baseMs: 100, capMs: 700, random: () => 0.5 });
    expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([50, 100, 200, 350, 350]);
    backoff.reset();
    expect(backoff.next()).toBe(50);
  });

  it('never waits longer than the cap, also the first time', () => {
    const backoff = new Backoff({ baseMs: 1000, capMs: 10, random: () => 0.999 });
    expect(backoff.next()).toBeLessThan(10);
  });

  it('spreads the waits over all of the time', () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
        const backoff = new Backoff({ baseMs: 100, capMs: 1000, random: () => random });
        expect(backoff.next()).toBe(random * 100);
      }),
    );
  });
});
