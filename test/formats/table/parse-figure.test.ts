import { expect, it } from 'vitest';
import { parseFigure } from '../../../src/formats/table/parse-figure.js';
import { TableError } from '../../../src/formats/table/table-error.js';

it.each([
  ['512M', 'bytes', 512 * 2 ** 20],
  ['1.5GiB', 'bytes', 1.5 * 2 ** 30],
  ['4096', 'bytes', 4096],
  ['0', 'bytes', 0],
  ['30s', 'seconds', 30],
  ['5m', 'seconds', 300],
  ['10ms', 'seconds', 0.01],
  ['250us', 'seconds', 0.00025],
  ['250µs', 'seconds', 0.00025],
  ['9d', 'seconds', 777_600],
  ['100d', 'seconds', 8_640_000],
  ['0', 'seconds', 0],
  ['50', 'percent', 50],
  ['50%', 'percent', 50],
  ['-1.5', 'percent', -1.5],
  ['2k', 'count', 2000],
  ['1.5M', 'count', 1_500_000],
  ['7', 'count', 7],
] as const)('%s of %s', (text, unit, figure) => {
  expect(parseFigure(text, unit, 'term')).toBeCloseTo(figure, 12);
});

it.each([
  ['much', 'bytes', 'a size, such as 512M or 1.5G'],
  ['1e5', 'bytes', 'a size, such as 512M or 1.5G'],
  ['2 weeks', 'seconds', 'a time, such as 10ms, 30s or 5m'],
  ['', 'percent', 'a number of percent, such as 50'],
  ['50%%', 'percent', 'a number of percent, such as 50'],
  ['2constructor', 'count', 'a number, such as 100 or 2k'],
  ['9'.repeat(400), 'count', 'a number, such as 100 or 2k'],
] as const)('refuses %j of %s', (text, unit, expected) => {
  expect(() => parseFigure(text, unit, 'x>y')).toThrow(new TableError(`x>y: '${text}' is not ${expected}`));
});
