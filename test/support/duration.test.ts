import { describe, expect, it } from 'vitest';
import { describeDuration, parseDuration, parseWholeSeconds } from '../../src/support/duration.js';

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

describe('a time in whole seconds', () => {
  it.each([
    ['10', 10],
    ['10s', 10],
    ['5m', 300],
    ['1.5m', 90],
    ['2h', 7200],
    ['3000ms', 3],
    ['4294967295', 4_294_967_295],
  ])('may be %s', (text, seconds) => {
    expect(parseWholeSeconds(text, 2 ** 32 - 1)).toBe(seconds);
  });

  it.each(['', '0', '0s', '1.5', '500ms', '1500ms', '4294967296', '-1', '1d', 'off'])('is not %j', (text) => {
    expect(parseWholeSeconds(text, 2 ** 32 - 1)).toBeUndefined();
  });
});

describe('a duration for people', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [150, '2 min 30 s'],
    [3599, '59 min 59 s'],
    [3600, '1 h'],
    [18_119, '5 h 1 min'],
    [360_000, '100 h'],
  ])('of %i seconds is in its two largest units', (seconds, text) => {
    expect(describeDuration(seconds)).toBe(text);
  });
});
