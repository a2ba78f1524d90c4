import { describe, expect, it } from 'vitest';
import { didYouMean, nearestWord } from '../../src/support/nearest-word.js';

const WORDS = ['interval', 'slowInterval', 'timeouts', 'mem'];

describe('the nearest word', () => {
  it.each([
    ['intervall', 'interval'],
    ['timeout', 'timeouts'],
    ['slowinterval', 'slowInterval'],
    ['men', 'mem'],
  ])('to %s is %s', (word, nearest) => {
    expect(nearestWord(word, WORDS)).toBe(nearest);
  });

  it.each(['frequency', 'x', '', 'i'.repeat(1_000_000)])('is none when all are far', (word) => {
    expect(nearestWord(word, WORDS)).toBeUndefined();
  });

  it('makes a hint, or nothing', () => {
    expect(didYouMean('intervl', WORDS)).toBe("; did you mean 'interval'?");
    expect(didYouMean('frequency', WORDS)).toBe('');
  });
});
