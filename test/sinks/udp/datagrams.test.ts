import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitDatagrams } from '../../../src/sinks/udp/datagrams.js';

function split(text: string, maxBytes: number): readonly [readonly string[], readonly string[]] {
  const { datagrams, tooLong } = splitDatagrams(Buffer.from(text), maxBytes);
  return [datagrams.map(String), tooLong.map(String)];
}

describe('splitDatagrams', () => {
  it('leaves a text that fits whole', () => {
    expect(split('a\nb\n', 4)).toEqual([['a\nb\n'], []]);
  });

  it('divides at the ends of lines, into as few as possible', () => {
    expect(split('aa\nbb\ncc\n', 7)).toEqual([['aa\nbb\n', 'cc\n'], []]);
  });

  it('leaves out a line that does not fit, and keeps its neighbours', () => {
    expect(split('a\nlonglong\nb\n', 4)).toEqual([['a\n', 'b\n'], ['longlong\n']]);
    expect(split('longlong', 4)).toEqual([[], ['longlong']]);
  });

  it('loses and changes nothing, whatever the text', () => {
    const line = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map((text) => `${text.replaceAll('\n', '')}\n`);
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 40 }), (lines, maxBytes) => {
        const { datagrams, tooLong } = splitDatagrams(Buffer.from(lines.join('')), maxBytes);
        const fitting = lines.filter((text) => Buffer.byteLength(text) <= maxBytes);
        expect(datagrams.map(String).join('')).toBe(fitting.join(''));
        expect(datagrams.every(({ length }) => length <= maxBytes)).toBe(true);
        expect(tooLong).toHaveLength(lines.length - fitting.length);
      }),
    );
  });
});
