import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/formats/hv-monitor/text.js';
import { unicodeText } from '../../unicode-text.js';

describe('plainText', () => {
  it('leaves what is harmless, in any script', () => {
    expect(plainText("web-1 (é, 日本, 😀) 'x' /a/b <&>")).toBe("web-1 (é, 日本, 😀) 'x' /a/b <&>");
  });

  it('replaces quotes, backslashes and what a terminal obeys', () => {
    expect(plainText('a"b\\c\nd\te\u0000f\u001b[m\u007f\u0085\u2028\u202e')).toBe('a_b_c_d_e_f_[m____');
  });

  it('makes a text that JSON writes without a backslash, whatever it is, and changes it but once', () => {
    fc.assert(
      fc.property(unicodeText(), (text) => {
        const plain = plainText(text);
        expect(JSON.stringify(plain)).toBe(`"${plain}"`);
        expect(plainText(plain)).toBe(plain);
      }),
    );
  });
});
