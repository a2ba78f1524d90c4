import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseProcIo, readProcIo } from '../../src/linux/proc-io.js';
import { asNobody, capturedTree } from './captured-tree.js';

const IO =
  'rchar: 323934931\nwchar: 323929600\nsyscr: 632687\nsyscw: 632675\nread_bytes: 4096\nwrite_bytes: 323932160\ncancelled_write_bytes: 8192\n';

describe('parseProcIo', () => {
  it('takes every figure by its name', () => {
    expect(parseProcIo(IO)).toEqual({
      readChars: 323_934_931,
      writtenChars: 323_929_600,
      readCalls: 632_687,
      writeCalls: 632_675,
      readBytes: 4096,
      writtenBytes: 323_932_160,
      cancelledWriteBytes: 8192,
    });
  });

  it('knows nothing of the empty file of a process that has just ended', () => {
    expect(parseProcIo('')).toBeUndefined();
  });
});

describe('readProcIo', () => {
  it('reads the file of a process', async () => {
    const root = await capturedTree({ '7/io': IO });
    expect(readProcIo(root, 7)?.readBytes).toBe(4096);
  });

  it('is undefined where there is no such process', async () => {
    expect(readProcIo(await capturedTree({}), 7)).toBeUndefined();
  });

  it('is undefined where the file is for its owner alone', async () => {
    const root = await capturedTree({ '7/io': IO });
    await chmod(`${root}/7/io`, 0);
    expect(asNobody(() => readProcIo(root, 7))).toBeUndefined();
  });
});
