import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/support/duration.js';

describe('a duration', () => {
  it.each([
    ['500ms', 0.5],
    ['10s', 10],
    ['1.5m', 90],
    ['1h', 3600],
    ['7', 7],
    ['0.25', 0.25],
    ['2147483', 2_147_483],
  ])('may be %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', '0', '0ms', '-1s', '1 s', '1d', 's', '1e3', '.5s', '2147484', 'NaN'])('is not %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
