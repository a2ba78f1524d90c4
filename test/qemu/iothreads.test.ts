import { describe, expect, it } from 'vitest';
import { readIothreads } from '../../src/qemu/iothreads.js';
import { qemuWith } from './fake-qemu.js';

describe('readIothreads', () => {
  it('reads how each polls, as far as this QEMU reports it', async () => {
    const polling = { 'poll-max-ns': 32_768, 'poll-grow': 0, 'poll-shrink': 0 };
    const reply = [
      { id: 'iothread0', 'thread-id': 77, ...polling },
      { id: 'io1', 'thread-id': 78, ...polling, 'aio-max-batch': 4, 'poll-weight': 3 },
    ];
    const known = { pollMaxNanoseconds: 32_768, pollGrow: 0, pollShrink: 0 };
    expect(await readIothreads(qemuWith({ 'query-iothreads': reply }))).toEqual([
      { id: 'iothread0', threadId: 77, ...known },
      { id: 'io1', threadId: 78, ...known, aioMaxBatch: 4, pollWeight: 3 },
    ]);
  });

  it('leaves out what is not an iothread', async () => {
    const reply = [
      { id: 'x' },
      { 'thread-id': 7 },
      null,
      { id: 7, 'thread-id': 7 },
      { id: 'x', 'thread-id': -1 },
    ];
    expect(await readIothreads(qemuWith({ 'query-iothreads': reply }))).toEqual([]);
  });
});
