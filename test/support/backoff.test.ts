import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backoff } from '../../src/support/backoff.js';

describe('Backoff', () => {
  it('doubles its waits up to the cap, and begins anew after a success', () => {
    const backoff = new Backoff(500, 3000, () => 1);
    const waits = () => Array.from({ length: 5 }, () => backoff.next());
    expect(waits()).toEqual([500, 1000, 2000, 3000, 3000]);
    backoff.reset();
    expect(waits()).toEqual([500, 1000, 2000, 3000, 3000]);
  });

  it('waits half of it at least, whatever the dice say', () => {
    const backoff = new Backoff(500, 3000, () => 0);
    expect([backoff.next(), backoff.next()]).toEqual([250, 500]);
  });

  it('stays within its bounds after any number of failures', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, dice) => {
          const backoff = new Backoff(500, 30_000, () => dice);
          for (let count = 1; count < failures; count++) backoff.next();
          const wait = backoff.next();
          expect(wait).toBeGreaterThanOrEqual(250);
          expect(wait).toBeLessThanOrEqual(30_000);
        },
      ),
    );
  });

  it('throws dice of its own where it is given none', () => {
    expect(new Backoff(1000, 1000).next()).toBeGreaterThanOrEqual(500);
  });
});
