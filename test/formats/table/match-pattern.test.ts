import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchPattern } from '../../../src/formats/table/match-pattern.js';

it.each([
  ['web', 'web', true],
  ['web1', 'web', false],
  ['web1', 'web*', true],
  ['web', 'web*', true],
  ['my-web', '*web', true],
  ['a', '*', true],
  ['', '*', true],
  ['', '', true],
  ['aa', 'a*a*a', false],
  ['aba', 'a*b*a', true],
  ['a.c', 'a?c', false],
])('%j is like %j: %s', (text, pattern, isLike) => {
  expect(matchPattern(text, pattern)).toBe(isLike);
});

it('is what a regular expression says', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*') });
  fc.assert(
    fc.property(text, text, (subject, pattern) => {
      const expression = new RegExp(`^${pattern.replace(/\*+/g, '.*')}$`);
      expect(matchPattern(subject, pattern)).toBe(expression.test(subject));
    }),
  );
});
