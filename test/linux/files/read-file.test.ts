import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { listDirectory, readKernelFile, readLink } from '../../../src/linux/files/read-file.js';
import { asNobody, capturedTree } from '../captured-tree.js';

describe('readKernelFile', () => {
  it('reads an empty file, and one that is longer than its buffer', async () => {
    const long = `${'日本'.repeat(50_000)}.`;
    const root = await capturedTree({ empty: '', long, short: 'a\n' });
    expect(readKernelFile(`${root}/empty`)).toBe('');
    expect(readKernelFile(`${root}/long`)).toBe(long);
    expect(readKernelFile(`${root}/short`)).toBe('a\n');
  });

  it('is undefined for what is absent, lies below a file, or is not for this user', async () => {
    const root = await capturedTree({ file: 'x' });
    await chmod(`${root}/file`, 0);
    expect(readKernelFile(`${root}/none`)).toBeUndefined();
    expect(readKernelFile(`${root}/file/none`)).toBeUndefined();
    expect(asNobody(() => readKernelFile(`${root}/file`))).toBeUndefined();
  });

  it('reads /proc/sys, which has a limit for how much is asked for, also after a file of any length', async () => {
    const root = await capturedTree({ long: 'a'.repeat(5 * 2 ** 20) });
    expect(readKernelFile(`${root}/long`)).toHaveLength(5 * 2 ** 20);
    expect(readKernelFile('/proc/sys/kernel/hostname')).toMatch(/\n$/);
  });

  it('throws when something else is wrong', async () => {
    const root = await capturedTree({ 'directory/file': '' });
    expect(() => readKernelFile(`${root}/directory`)).toThrow('EISDIR');
  });
});

describe('listDirectory and readLink', () => {
  it('are undefined for what is absent, and for a file of another kind', async () => {
    const root = await capturedTree({ file: '', link: { link: 'file' } });
    expect(listDirectory(root)).toEqual(expect.arrayContaining(['file', 'link']));
    expect(listDirectory(`${root}/none`)).toBeUndefined();
    expect(listDirectory(`${root}/file`)).toBeUndefined();
    expect(readLink(`${root}/link`)).toBe('file');
    expect(readLink(`${root}/none`)).toBeUndefined();
    expect(readLink(`${root}/file`)).toBeUndefined();
  });
});
