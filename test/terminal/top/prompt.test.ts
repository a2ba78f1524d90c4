import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editPrompt, openPrompt, type Prompt } from '../../../src/terminal/top/prompt.js';

function type(start: string, ...keys: readonly string[]): Prompt {
  return keys.reduce(
    (prompt, key) => editPrompt(prompt, { type: 'key', key, text: [...key].length === 1 ? key : '' }),
    openPrompt('filter', start),
  );
}

describe('editPrompt', () => {
  it.each([
    ['', ['a', 'b'], 'ab', 2],
    ['ab', ['backspace'], 'a', 1],
    ['', ['backspace', 'delete'], '', 0],
    ['ab', ['left', 'x'], 'axb', 2],
    ['ab', ['home', 'x'], 'xab', 1],
    ['ab', ['home', 'delete'], 'b', 0],
    ['ab', ['home', 'end', 'c'], 'abc', 3],
    ['ab cd', ['ctrl+w'], 'ab ', 3],
    ['ab cd', ['left', 'ctrl+w'], 'ab d', 3],
    ['ab cd', ['left', 'left', 'ctrl+u'], 'cd', 0],
    ['ab cd', ['left', 'left', 'ctrl+k'], 'ab ', 3],
    ['é東', ['left', 'backspace'], '東', 0],
    ['ab', ['up', 'f4', 'tab'], 'ab', 2],
  ])('makes of %j with the keys %j the text %j', (start, keys, text, cursor) => {
    expect(type(start, ...keys)).toEqual({ kind: 'filter', text, cursor });
  });

  it('forgets why the text could not be taken when it is changed', () => {
    const prompt = editPrompt(
      { ...openPrompt('filter', 'x'), error: 'wrong' },
      { type: 'key', key: 'y', text: 'y' },
    );
    expect(prompt.error).toBeUndefined();
  });

  it('keeps its cursor in the text, and the text short, whatever is typed', () => {
    const key = fc.constantFrom(
      'a',
      '東',
      'left',
      'right',
      'home',
      'end',
      'backspace',
      'delete',
      'ctrl+w',
      'ctrl+k',
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 400 }), (keys) => {
        const { text, cursor } = type('', ...keys);
        expect(cursor).toBeGreaterThanOrEqual(0);
        expect(cursor).toBeLessThanOrEqual([...text].length);
        expect([...text].length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
