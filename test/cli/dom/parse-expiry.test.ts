import { expect, it } from 'vitest';
import { parseExpiry } from '../../../src/cli/dom/parse-expiry.js';

it.each([
  ['now', 'now'],
  ['never', 'never'],
  ['30m', 1800],
  ['10', 10],
])('%s is %s', (text, expected) => {
  expect(parseExpiry(text)).toBe(expected);
});

it.each(['', 'soon', '-1', '0s', '2026-12-01'])('%j is not a time', (text) => {
  expect(() => parseExpiry(text)).toThrow(
    `'${text}' is not a valid time: expected now, never, or a duration from now such as 30m`,
  );
});
