import { expect, it } from 'vitest';
import {
  parseCardLimit,
  parseKibibytes,
  parseMemoryLimit,
  parseNumbers,
  parsePairs,
} from '../../../src/cli/dom/virsh-values.js';
import { UsageError } from '../../../src/cli/usage.js';

it('a size is KiB, or has a unit in powers of 1024', () => {
  expect(['524288', '512M', '1.5GiB', '4096B'].map(parseKibibytes)).toEqual([
    ...[512 * 2 ** 20, 512 * 2 ** 20, 1.5 * 2 ** 30, 4096],
  ]);
  for (const text of ['512MB', '1kb', '-5', '', 'all', '99999999999999999'])
    expect(() => parseKibibytes(text)).toThrow(UsageError);
  expect(parseMemoryLimit('-1')).toBe('none');
});

it('a list may leave numbers out', () => {
  expect(parseNumbers('0-3,7,^2')).toEqual([0, 1, 3, 7]);
  for (const text of ['', '^1', '1,^1', 'a', '3-1', '1;2'])
    expect(() => parseNumbers(text)).toThrow(UsageError);
});

it('disks have a number each', () => {
  expect(parsePairs('/dev/sda,1000,8:16,0')).toEqual([
    ['/dev/sda', 1000],
    ['8:16', 0],
  ]);
  for (const text of ['/dev/sda', '/dev/sda,x', ',1', '/dev/sda,-1'])
    expect(() => parsePairs(text)).toThrow(UsageError);
});

it('a limit of a card is KiB/s and KiB, and 0 is none', () => {
  expect(parseCardLimit('1000,2000,512')).toEqual({
    averageBytesPerSecond: 1_024_000,
    peakBytesPerSecond: 2_048_000,
    burstBytes: 524_288,
  });
  expect(parseCardLimit('10,,5')).toMatchObject({ peakBytesPerSecond: undefined, burstBytes: 5120 });
  expect(parseCardLimit('0')).toBe('none');
  for (const text of ['', '-1', '1,2,3,4', '1.5']) expect(() => parseCardLimit(text)).toThrow(UsageError);
});
