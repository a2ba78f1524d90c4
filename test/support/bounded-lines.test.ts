import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedLines } from '../../src/support/bounded-lines.js';

function split(maxBytes: number, chunks: readonly Buffer[]) {
  const lines: string[] = [];
  const splitter = new BoundedLines(maxBytes, (line) => lines.push(line));
  return { lines, isWithin: chunks.every((chunk) => splitter.push(chunk)) };
}

describe('BoundedLines', () => {
  it('finds the same lines however they are cut into chunks', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', '')));
    fc.assert(
      fc.property(texts, fc.array(fc.nat(40)), (lines, sizes) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const chunks: Buffer[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(split(10_000, [...chunks, bytes.subarray(at)])).toEqual({ lines, isWithin: true });
      }),
    );
  });

  it.each([
    [['abcd\n'], true, ['abcd']],
    [['abcde\n'], false, []],
    [['abcde'], true, []],
    [['abc', 'def'], false, []],
    [['ab\n', 'abcdef\n', 'cd\n'], false, ['ab']],
    [['\n\n'], true, ['', '']],
  ])('lets a line have five bytes with its end: %j', (chunks, isWithin, lines) => {
    expect(
      split(
        5,
        chunks.map((text) => Buffer.from(text)),
      ),
    ).toEqual({ lines, isWithin });
  });

  it('takes nothing more after a line that is too long', () => {
    const lines: string[] = [];
    const splitter = new BoundedLines(5, (line) => lines.push(line));
    expect(splitter.push(Buffer.from('abcdef'))).toBe(false);
    expect(splitter.push(Buffer.from('\nab\n'))).toBe(false);
    expect(lines).toEqual([]);
  });
});
