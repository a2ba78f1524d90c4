import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeyReader, type TerminalEvent } from '../../src/terminal/key-reader.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function read(...parts: readonly string[]): readonly TerminalEvent[] {
  const events: TerminalEvent[] = [];
  using reader = new KeyReader((event) => events.push(event));
  for (const part of parts) reader.write(Buffer.from(part));
  vi.advanceTimersByTime(1000);
  return events;
}

function keys(...parts: readonly string[]): readonly string[] {
  return read(...parts).map((event) => (event.type === 'key' ? event.key : event.action));
}

describe('KeyReader', () => {
  it.each([
    ['q', 'q'],
    ['P', 'P'],
    [' ', ' '],
    ['é', 'é'],
    ['\\', '\\'],
    ['\u0003', 'ctrl+c'],
    ['\u001a', 'ctrl+z'],
    ['\r', 'enter'],
    ['\n', 'enter'],
    ['\t', 'tab'],
    ['\u007f', 'backspace'],
    ['\u001b[A', 'up'],
    ['\u001bOB', 'down'],
    ['\u001b[C', 'right'],
    ['\u001b[D', 'left'],
    ['\u001b[5~', 'pageup'],
    ['\u001b[6~', 'pagedown'],
    ['\u001b[H', 'home'],
    ['\u001b[1~', 'home'],
    ['\u001b[F', 'end'],
    ['\u001b[3~', 'delete'],
    ['\u001b[Z', 'shift+tab'],
    ['\u001bOP', 'f1'],
    ['\u001b[14~', 'f4'],
    ['\u001b[21~', 'f10'],
    ['\u001bx', 'alt+x'],
  ])('calls %j the key %s, also when it comes byte by byte', (sequence, key) => {
    expect(keys(sequence)).toEqual([key]);
    const bytes = [...Buffer.from(sequence)].map((byte) => Buffer.from([byte]));
    const events: TerminalEvent[] = [];
    using reader = new KeyReader((event) => events.push(event));
    for (const byte of bytes) reader.write(byte);
    expect(events).toMatchObject([{ key }]);
  });

  it('takes an escape that nothing follows for the key Esc', () => {
    expect(keys('\u001b')).toEqual(['escape']);
    expect(keys('x\u001b')).toEqual(['x', 'escape']);
  });

  it('takes each escape that another one follows for the key Esc', () => {
    expect(keys('\u001b\u001b')).toEqual(['escape', 'escape']);
    expect(keys('\u001b', '\u001b', '\u001b')).toEqual(['escape', 'escape', 'escape']);
    expect(keys('a\u001b\u001b[A')).toEqual(['a', 'escape', 'up']);
    expect(keys('\u001b', '\u001b[<64;1;1M')).toEqual(['escape', 'wheel-up']);
  });

  it('gives the key after two of them its own name', () => {
    const events: TerminalEvent[] = [];
    using reader = new KeyReader((event) => events.push(event));
    reader.write(Buffer.from('\u001b'));
    reader.write(Buffer.from('\u001b'));
    vi.advanceTimersByTime(60);
    reader.write(Buffer.from('j'));
    expect(events).toMatchObject([{ key: 'escape' }, { key: 'escape' }, { key: 'j' }]);
  });

  it('gives the character that a key types, and none for the others', () => {
    expect(read('w', '\u001b[A')).toEqual([
      { type: 'key', key: 'w', text: 'w' },
      { type: 'key', key: 'up', text: '' },
    ]);
  });

  it('knows clicks and the wheel, and where', () => {
    expect(read('a\u001b[<0;12;5M\u001b[<0;12;5m\u001b[<64;1;1Mb\u001b[<65;200;60M')).toEqual([
      { type: 'key', key: 'a', text: 'a' },
      { type: 'mouse', action: 'press', column: 11, row: 4 },
      { type: 'mouse', action: 'wheel-up', column: 0, row: 0 },
      { type: 'key', key: 'b', text: 'b' },
      { type: 'mouse', action: 'wheel-down', column: 199, row: 59 },
    ]);
  });

  it('decodes the same however the bytes are split', () => {
    const typed = ['q', '\u001b[A', '\u001b[<0;12;5M', 'é', '\u001b[6~', '\u001b[<65;3;4M', '\u0003', 'Z'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...typed)), fc.array(fc.nat(3)), (sequences, sizes) => {
        const bytes = Buffer.from(sequences.join(''));
        const events: TerminalEvent[] = [];
        using reader = new KeyReader((event) => events.push(event));
        let at = 0;
        for (const size of sizes) {
          reader.write(bytes.subarray(at, at + size));
          at += size;
        }
        reader.write(bytes.subarray(at));
        expect(events).toHaveLength(sequences.length);
        expect(events).toEqual(sequences.flatMap((sequence) => read(sequence)));
      }),
    );
  });

  it('survives whatever a terminal sends', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (parts) => {
        using reader = new KeyReader(() => undefined);
        for (const part of parts) reader.write(Buffer.from(part));
        vi.advanceTimersByTime(1000);
      }),
    );
  });
});
