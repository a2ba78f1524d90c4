import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../mock-qemu/wire/json.js';
import { type Message, MessageReader } from '../../../mock-qemu/wire/message-reader.js';
import { writeJson } from '../../../mock-qemu/wire/writer.js';
import { unicodeText } from '../../unicode-text.js';

describe('a stream of bytes', () => {
  it('holds the same messages however it is cut', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(40), { maxLength: 30 }), (bytes, sizes) => {
        expect(inPieces(bytes, sizes)).toEqual(new MessageReader().push(bytes));
      }),
    );
  });

  it('holds the same messages byte by byte', () => {
    fc.assert(
      fc.property(stream, (bytes) => {
        const reader = new MessageReader();
        const messages = Array.from(bytes, (byte) => reader.push(Buffer.from([byte]))).flat();
        expect(messages).toEqual(new MessageReader().push(bytes));
      }),
    );
  });
});

describe('what is written', () => {
  it.each([true, false])('reads as the value that it was, pretty: %s', (pretty) => {
    fc.assert(
      fc.property(value, (written) => {
        const [message] = new MessageReader().push(
          Buffer.from(`${writeJson([written], { pretty })} `, 'latin1'),
        );
        expect(message).toEqual({ value: [written] });
      }),
    );
  });
});

/** The characters that QEMU accepts: without lone surrogates and noncharacters. */
const text = unicodeText().filter(
  (string) => !/[\uFDD0-\uFDEF]|\p{Cs}|\p{Noncharacter_Code_Point}/u.test(string),
);

const int = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n });

/** Fractions only: a double that is whole is written as an integer, as QEMU does. */
const double = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((number) => !Number.isInteger(number));

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    int,
    double,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }).map((object) => ({ ...object })),
  ),
}));

/** Messages, the characters that they consist of, and arbitrary bytes. */
const stream = fc
  .array(
    fc.oneof(
      value.map((written) => Buffer.from(writeJson(written), 'latin1')),
      fc
        .constantFrom(
          '{',
          '}',
          '[',
          ']',
          ':',
          ',',
          '"',
          "'",
          '\\',
          '-',
          '0',
          '1',
          '.',
          'e',
          'true',
          ' ',
          '\n',
          '\\u00e9',
        )
        .map((part) => Buffer.from(part)),
      fc.uint8Array({ maxLength: 5 }).map((bytes) => Buffer.from(bytes)),
    ),
    { maxLength: 20 },
  )
  .map((parts) => Buffer.concat(parts));

function inPieces(bytes: Buffer, sizes: readonly number[]): Message[] {
  const reader = new MessageReader();
  const messages: Message[] = [];
  let at = 0;
  for (const size of sizes) {
    messages.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...messages, ...reader.push(bytes.subarray(at))];
}
