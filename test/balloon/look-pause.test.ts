import { expect, it } from 'vitest';
import { pauseBeforeLook } from '../../src/balloon/look-pause.js';

it.each([
  ['nobody knows when a report is due', undefined, 200],
  ['it is due later', 20_000, 200],
  ['it is due in a moment', 10_070, 70],
  ['it is due now', 10_000, 50],
  ['it is a little late', 9500, 50],
  ['it is very late', 9000, 200],
])('when %s', (_, dueMs, pauseMs) => {
  expect(pauseBeforeLook(10_000, dueMs)).toBe(pauseMs);
});
