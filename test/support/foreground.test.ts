import { describe, expect, it } from 'vitest';
import { isInForeground, parseIsInForeground } from '../../src/support/foreground.js';

describe('a process', () => {
  it.each([
    ['in the foreground', '42 (node) S 7 42 7 34816 42 4194560 1', true],
    ['in the background', '42 (node) S 7 42 7 34816 55 4194560 1', false],
    ['without a controlling terminal', '42 (node) S 7 42 7 0 -1 4194560 1', true],
    ['whose name looks like more', '42 (a) b (c d) S 7 42 7 34816 55 4194560 1', false],
  ])('%s is found so', (_, stat, expected) => {
    expect(parseIsInForeground(stat)).toBe(expected);
  });

  it('finds itself in one or the other', () => {
    expect(isInForeground()).toBeTypeOf('boolean');
  });
});
