import { describe, expect, it } from 'vitest';
import { actionOf, KEY_BINDINGS } from '../../../src/terminal/top/keys.js';

describe('the keys of top', () => {
  it('each do one thing, and the digits are left for the screens', () => {
    const keys = KEY_BINDINGS.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => /^\d$/.test(key))).toEqual([]);
    for (const { keys: some, action } of KEY_BINDINGS)
      for (const key of some) expect(actionOf(key)).toBe(action);
  });

  it('do nothing when they are not bound', () => {
    expect(actionOf('X')).toBeUndefined();
    expect(actionOf('alt+x')).toBeUndefined();
  });
});
