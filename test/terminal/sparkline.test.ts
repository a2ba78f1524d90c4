import { expect, it } from 'vitest';
import { sparkline } from '../../src/terminal/sparkline.js';

const points = (...values: readonly number[]) => values.map((value, at) => ({ timeSeconds: at + 1, value }));
const EIGHT = { untilSeconds: 8, spanSeconds: 8, columns: 8, holdSeconds: 0 };

it('draws a figure a column, from the smallest to the largest', () => {
  expect(sparkline(points(10, 20, 30, 40, 50, 60, 70, 80), EIGHT)).toBe('▁▂▃▄▅▆▇█');
});

it('draws the last figure of a stretch of time where several are in it', () => {
  expect(sparkline(points(0, 10, 0, 10, 0, 0, 0, 10), { ...EIGHT, columns: 4 })).toBe('██▁█');
});

it('holds a figure until the next where reports are rarer than columns, and no longer than it may', () => {
  const rare = [
    { timeSeconds: 1, value: 0 },
    { timeSeconds: 4, value: 8 },
  ];
  expect(sparkline(rare, { ...EIGHT, holdSeconds: 3 })).toBe('▁▁▁█████');
  expect(sparkline(rare, { ...EIGHT, holdSeconds: 1 })).toBe('▁▁▁███  ');
});

it('leaves blank what was before the first', () => {
  expect(sparkline(points(1, 5), { ...EIGHT, untilSeconds: 2 })).toBe('      ▁█');
});

it('does not exaggerate a small change', () => {
  expect(sparkline(points(1000, 1001, 1000, 1001, 1000, 1001, 1000, 1001), EIGHT)).toBe('▁▁▁▁▁▁▁▁');
});

it('draws rates from 0 on', () => {
  expect(sparkline(points(0, 50, 100, 90, 0, 0, 0, 0), { ...EIGHT, fromZero: true })).toBe('▁▅██▁▁▁▁');
});

it.each([[[]], [[{ timeSeconds: 100, value: 1 }]]])('draws nothing of %j', (none) => {
  expect(sparkline(none, EIGHT)).toBe('        ');
  expect(sparkline(none, { ...EIGHT, columns: 0 })).toBe('');
});
