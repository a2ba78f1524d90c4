import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../../src/protocol/qmp/frames.js';
import { unicodeText } from '../../unicode-text.js';

interface Decoded {
  readonly frames: string[];
  readonly garbage: { bytes: number; sample: string }[];
  readonly isWithinLimit: boolean;
}

function decode(chunks: readonly (Buffer | string)[], maxBytes = 1024 * 1024): Decoded {
  const frames: string[] = [];
  const garbage: { bytes: number; sample: string }[] = [];
  const decoder = new FrameDecoder(maxBytes, {
    onFrame: (text) => frames.push(text),
    onGarbage: (bytes, sample) => garbage.push({ bytes, sample }),
  });
  const isWithinLimit = chunks.every((chunk) =>
    decoder.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk),
  );
  return { frames, garbage, isWithinLimit };
}

/** JSON objects as some QEMU might print them: any white space between tokens, escapes or raw UTF-8 in strings. */
const message = fc
  .tuple(fc.dictionary(unicodeText(), fc.jsonValue()), fc.constantFrom(undefined, 1, 4), fc.boolean())
  .map(([value, indent, isAscii]) => {
    const text = JSON.stringify(value, null, indent).replaceAll('\n', '\r\n');
    return isAscii
      ? text.replace(/[^\x20-\x7e\r\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : text;
  });
const terminator = fc.constantFrom('\r\n', '\n', '', ' \t');

describe('FrameDecoder', () => {
  it('finds every message again, wherever the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(message, terminator), { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (messages, cuts) => {
          const bytes = Buffer.from(messages.map(([text, end]) => text + end).join(''));
          const edges = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
          const chunks = [0, ...edges].map((edge, at) => bytes.subarray(edge, edges[at] ?? bytes.length));
          const { frames, garbage } = decode(chunks);
          expect(frames).toEqual(messages.map(([text]) => text));
          expect(garbage).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds them byte by byte: inside a UTF-8 sequence, an escape, a \\u pair', () => {
    const text = '{"a": "é😀 \\ud83d\\ude00 \\\\ \\" }{"}';
    const bytes = Buffer.from(`${text}\r\n${text}`);
    expect(decode([...bytes].map((byte) => Buffer.of(byte))).frames).toEqual([text, text]);
  });

  it('takes line breaks inside a message for white space', () => {
    const pretty = '{\r\n    "return": {\r\n    },\r\n    "id": 1\r\n}';
    expect(decode([`${pretty}\r\n${pretty}\r\n`]).frames).toEqual([pretty, pretty]);
  });

  it('takes objects at the start of a line for members, where they may be', () => {
    const odd = '{"a":\n{"b": [\n{}\n,\n{}\n]\n}\n}';
    expect(decode([odd])).toMatchObject({ frames: [odd], garbage: [] });
  });

  it('drops garbage up to the next line that starts with a brace, and counts it', () => {
    const { frames, garbage } = decode(['{"a":1}\r\nxyz {"no":1}\r\n', '{"b":2}\r\n']);
    expect(frames).toEqual(['{"a":1}', '{"b":2}']);
    expect(garbage).toEqual([{ bytes: 14, sample: 'xyz {"no":1}\r\n' }]);
  });

  it.each([
    ['in a number', '{"return": {"a": 1'],
    ['in a string', '{"return": {"a": "b'],
    ['after a comma', '{"return": {"a": 1},'],
    ['in an array', '{"return": [1, 2'],
  ])('goes on after a message that was cut off %s', (_, cut) => {
    const { frames, garbage } = decode([`${cut}\r\n{"b":2}\r\n{"c":3}\r\n`]);
    expect(frames.at(-1)).toBe('{"c":3}');
    expect(garbage[0]?.sample.startsWith(cut)).toBe(true);
  });

  it('never loses more than the message after the broken one', () => {
    const text = `{"cut": [\r\n${[1, 2, 3, 4].map((id) => `{"id":${id}}\r\n`).join('')}`;
    expect(decode([text]).frames).toEqual(['{"id":2}', '{"id":3}', '{"id":4}']);
  });

  it('goes on after a frame that is no UTF-8', () => {
    const { frames, garbage } = decode([
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d, 0x0a]),
      '{"b":2}\n',
    ]);
    expect(frames).toEqual(['{"b":2}']);
    expect(garbage).toEqual([{ bytes: 7, sample: 'invalid UTF-8: {"\ufffd":1}' }]);
  });

  it('takes a value that is no object for garbage', () => {
    expect(decode(['[1]\n42\n"x"\n{"a":1}\n']).frames).toEqual(['{"a":1}']);
  });

  it("refuses nesting beyond QEMU's own limit, and goes on", () => {
    const deep = `{"a":${'['.repeat(1100)}${']'.repeat(1100)}}`;
    expect(decode([`${deep}\n{"b":2}\n`]).frames).toEqual(['{"b":2}']);
  });

  it('fails on a message over the limit, and not on one of exactly the limit', () => {
    const text = '{"a":"xxxxxxxxxx"}';
    expect(decode([text], text.length).isWithinLimit).toBe(true);
    expect(decode([text], text.length - 1).isWithinLimit).toBe(false);
    expect(decode([...text], text.length - 1).isWithinLimit).toBe(false);
  });

  it('does not hold on to garbage, however much comes', () => {
    const before = process.memoryUsage().arrayBuffers;
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const { garbage } = decode(
      Array.from({ length: 64 }, () => chunk),
      1024,
    );
    expect(garbage.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(64 * 1024 * 1024);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });
});
