import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCpuList, parseCpuList } from '../../src/support/cpu-list.js';
import { unicodeText } from '../unicode-text.js';

describe('parseCpuList', () => {
  it.each([
    ['0-3,7\n', [0, 1, 2, 3, 7]],
    ['0\n', [0]],
    ['\n', []],
    ['5,1-2,2', [1, 2, 5]],
  ])('reads %j', (text, numbers) => {
    expect(parseCpuList(text)).toEqual(numbers);
  });

  it.each(['3-1', '0-', '-1', 'all', '0-65536', '99999999', '1,,2', '0 1', '0x3'])('refuses %j', (text) => {
    expect(parseCpuList(text)).toBeUndefined();
  });

  it('reads what formatCpuList writes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 300 })), (numbers) => {
        expect(parseCpuList(formatCpuList(numbers))).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });

  it('never throws, and makes ascending numbers of anything', () => {
    const piece = fc.oneof(
      fc.constantFrom('0', '1-3', ',', '-', '65535', '9'),
      unicodeText({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const numbers = parseCpuList(pieces.join('')) ?? [];
        expect(numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0))).toBe(true);
      }),
    );
  });
});

describe('formatCpuList', () => {
  it.each([
    [[0, 1, 2, 3, 7], '0-3,7'],
    [[7, 1, 0, 1], '0-1,7'],
    [[], ''],
  ])('writes %j', (numbers, text) => {
    expect(formatCpuList(numbers)).toBe(text);
  });
});
