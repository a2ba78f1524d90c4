import { describe, expect, it } from 'vitest';
import { RateMeter } from '../../src/terminal/rate-meter.js';

describe('a rate meter', () => {
  it('measures the growth of the last two seconds', () => {
    const meter = new RateMeter();
    expect([0, 1000, 1500, 3000].map((ms) => meter.add(ms, ms / 10))).toEqual([0, 100, 100, 100]);
    expect(meter.add(3500, 800)).toBe(1000);
  });

  it('returns 0 soon after the growth has ended, and when the amount shrinks', () => {
    const meter = new RateMeter();
    const amounts = [0, 100, 100, 100, 100];
    expect(amounts.map((amount, second) => meter.add(second * 1000, amount))).toEqual([0, 100, 0, 0, 0]);
    expect(meter.add(4500, 50)).toBe(0);
  });
});
