import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripControls, terminalSafe } from '../../src/support/terminal-safe.js';
import { unicodeText } from '../unicode-text.js';

describe('terminalSafe', () => {
  it('disarms escape sequences, line breaks and reversed text', () => {
    expect(terminalSafe('a\u001b[2Jb\nc\u202ed\u009b1me')).toBe('a?[2Jb?c?d?1me');
  });

  it('leaves letters of every script, and emoji', () => {
    expect(terminalSafe('vm-é-日本-🐧')).toBe('vm-é-日本-🐧');
  });

  it('bounds the length without cutting a character in two', () => {
    expect(terminalSafe('🐧'.repeat(300), 5)).toBe('🐧🐧🐧🐧…');
  });

  it('lets nothing through that a terminal would obey, whatever comes', () => {
    fc.assert(
      fc.property(unicodeText(), (text) => {
        expect(terminalSafe(text)).not.toMatch(/\p{Cc}|\p{Cs}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('stripControls', () => {
  it('replaces a lone surrogate, which has no UTF-8', () => {
    expect(stripControls('a\ud800b\udc00c😀', '_')).toBe('a_b_c😀');
  });
});
