import { describe, expect, it } from 'vitest';
import { type RequestLine, RequestLines } from '../../src/in-guest/request-lines.js';

/** Returns the lines of a chunk. */
function split(text: string, lines = new RequestLines()): readonly string[] {
  const found: RequestLine[] = [];
  lines.push(Buffer.from(text, 'latin1'), (line) => found.push(line));
  return found.map((line) => line.text);
}

describe('the lines of a guest', () => {
  it('are passed over where they are empty: a client begins with one, to end what another may have left', () => {
    const lines = new RequestLines();
    expect(split('\n\na\n\n\nb\n\nhalf', lines)).toEqual(['a', 'b']);
    expect(split('\n\n', lines)).toEqual(['half']);
    expect(split('\n'.repeat(65_536), lines)).toEqual([]);
  });

  it('are those at the beginning of a flood, and its last one, so that a flood takes no time from other guests', () => {
    const lines = new RequestLines();
    const flood = 'a\n'.repeat(30_000);
    expect(split(`${flood}last\n\n\nhalf`, lines)).toEqual([...Array(64).fill('a'), 'last']);
    expect(split(`${flood}half`, lines)).toEqual(['halfa', ...Array(64).fill('a')]);
    expect(split('\n', lines)).toEqual(['half']);
    expect(split(`${'a\n'.repeat(64)}half`, lines)).toEqual(Array(64).fill('a'));
  });

  it('are reported once where they are too long, and end at the next line end', () => {
    expect(split(`${'x'.repeat(300)}\na\n`)).toEqual(['x'.repeat(255), 'a']);
  });
});
