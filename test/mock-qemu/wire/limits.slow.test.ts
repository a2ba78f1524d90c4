import { describe, expect, it } from 'vitest';
import { MessageReader } from '../../../mock-qemu/wire/message-reader.js';

const END = Buffer.from('{"id":1}');
const READ_ON = { value: { id: 1n } };

describe('the limits of QEMU', () => {
  it('hold for nesting: 1024 levels', () => {
    const nested = Buffer.from(`${'['.repeat(1024)}${']'.repeat(1024)}`);
    expect(new MessageReader().push(nested)).toHaveLength(1);
    const [message] = new MessageReader().push(Buffer.from('['.repeat(1025)));
    expect(message).toEqual({ error: 'JSON nesting depth limit exceeded' });
  });

  it('hold for the number of tokens: 2^21', () => {
    const reader = new MessageReader();
    expect(reader.push(Buffer.from(`[${'1,'.repeat(2 ** 20)}`))).toEqual([
      { error: 'JSON token count limit exceeded' },
    ]);
  });

  it('hold for the bytes of one token: 64 MiB, after which it is read as if the token had ended', () => {
    const reader = new MessageReader();
    const block = Buffer.alloc(1024 * 1024, 'x');
    expect(reader.push(Buffer.from('"'))).toEqual([]);
    for (let mebibytes = 1; mebibytes < 64; mebibytes += 1) expect(reader.push(block)).toEqual([]);
    // The quote that should end the string begins one, which cannot contain a line end.
    expect(reader.push(Buffer.concat([block, Buffer.from('"\n'), END]))).toEqual([
      { error: 'JSON token size limit exceeded' },
      { error: "JSON parse error, stray '\"\n'" },
      READ_ON,
    ]);
  });

  it('let the next message be read', () => {
    const reader = new MessageReader();
    const messages = reader.push(Buffer.concat([Buffer.from(`${'['.repeat(1025)}\n`), END]));
    expect(messages.at(-1)).toEqual(READ_ON);
  });
});
