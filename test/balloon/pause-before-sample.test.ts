import { expect, it } from 'vitest';
import { pauseBeforeSample } from '../../src/balloon/pause-before-sample.js';

it.each([
  ['the due time is unknown', undefined, 200],
  ['a report is due later', 20_000, 200],
  ['a report is due in a moment', 10_070, 70],
  ['a report is due now', 10_000, 50],
  ['a report is a little late', 9500, 50],
  ['a report is very late', 9000, 200],
])('pauses before the next sample when %s', (_, dueMs, pauseMs) => {
  expect(pauseBeforeSample(10_000, dueMs)).toBe(pauseMs);
});
