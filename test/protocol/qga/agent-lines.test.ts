import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgentError } from '../../../src/protocol/qga/agent-error.js';
import { AgentLines } from '../../../src/protocol/qga/agent-lines.js';
import { unicodeText } from '../../unicode-text.js';

const ADDRESS = { type: 'unix', path: '/run/vm1/qga.sock' } as const;
const SYNC = Buffer.of(0xff);

function linesOf(stream: PassThrough, maxBytes = 1000): AgentLines {
  return new AgentLines(stream, ADDRESS, maxBytes);
}

/** Cuts bytes at any places. */
function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe('AgentLines', () => {
  it('gives the lines after the sync byte, however they arrive', async () => {
    const line = unicodeText({ maxLength: 50 }).filter((text) => !/[\r\n]/.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 10 }),
        fc.array(line, { maxLength: 5 }),
        fc.array(fc.nat({ max: 5000 })),
        async (lines, stale, places) => {
          const stream = new PassThrough();
          const reader = linesOf(stream);
          const sent = [Buffer.from(stale.map((text) => `${text}\n`).join('')), SYNC];
          const bytes = Buffer.concat([...sent, Buffer.from(`${lines.join('\n')}\n`)]);
          for (const part of cut(bytes, places)) stream.write(part);
          const read = [];
          for (const _ of lines) read.push(await reader.next());
          expect(read).toEqual(lines);
          stream.destroy();
        },
      ),
    );
  });

  it('discards what came before a further sync byte, and what comes before the next one on demand', async () => {
    const stream = new PassThrough();
    const reader = linesOf(stream);
    stream.write(Buffer.concat([SYNC, Buffer.from('one\ntwo\nhal'), SYNC, Buffer.from('three\nfour\n')]));
    expect(await reader.next()).toBe('three');
    reader.discardToSyncByte();
    stream.write(Buffer.concat([Buffer.from('late\n'), SYNC, Buffer.from('five\n')]));
    expect(await reader.next()).toBe('five');
    stream.destroy();
  });

  it('fails for good when a line is too long', async () => {
    const stream = new PassThrough();
    const reader = linesOf(stream, 10);
    stream.write(Buffer.concat([SYNC, Buffer.from('short\n0123456789\n')]));
    expect(await reader.next()).toBe('short');
    const why = '/run/vm1/qga.sock: guest agent: it sends a line of more than 10 bytes';
    await expect(reader.next()).rejects.toThrow(why);
    await expect(reader.next()).rejects.toBeInstanceOf(AgentError);
    expect(reader.failure?.reason).toBe('broken');
    expect(stream.isPaused()).toBe(true);
  });

  it('reads no further while nobody asks', async () => {
    const stream = new PassThrough();
    const reader = linesOf(stream);
    stream.write(Buffer.concat([SYNC, Buffer.from('one\ntwo\n')]));
    expect(await reader.next()).toBe('one');
    expect(stream.isPaused()).toBe(true);
    expect(await reader.next()).toBe('two');
    stream.destroy();
  });

  it('knows the end of the connection, and gives first what came before it', async () => {
    const stream = new PassThrough();
    const reader = linesOf(stream);
    stream.write(Buffer.concat([SYNC, Buffer.from('one\n')]));
    expect(await reader.next()).toBe('one');
    stream.end();
    await expect(reader.next()).rejects.toThrow('the connection was closed');
    expect(reader.failure?.reason).toBe('closed');
  });
});
