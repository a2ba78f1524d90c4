import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RotatableFile } from '../../../src/sinks/file/rotatable-file.js';
import { temporaryDirectory } from '../../temporary-directory.js';

async function openFile(): Promise<{ readonly path: string; readonly file: RotatableFile }> {
  const path = join(await temporaryDirectory(), 'figures');
  const file = new RotatableFile(path, 'h\n');
  onTestFinished(() => file.close());
  return { path, file };
}

describe('RotatableFile', () => {
  it('stays with a renamed file until it is reopened', async () => {
    const { path, file } = await openFile();
    await file.append(Buffer.from('a\n'));
    await rename(path, `${path}.1`);
    await file.closeIfRotated();
    await file.append(Buffer.from('b\n'));
    expect(file.isOutdated).toBe(false);
    file.reopen();
    expect(file.isOutdated).toBe(true);
    await file.closeIfRotated();
    expect(file.isOutdated).toBe(false);
    await file.append(Buffer.from('c\n'));
    expect(await readFile(`${path}.1`, 'utf8')).toBe('h\na\nb\n');
    expect(await readFile(path, 'utf8')).toBe('h\nc\n');
  });

  it('closes a file that was removed', async () => {
    const { path, file } = await openFile();
    await file.append(Buffer.from('a\n'));
    await rm(path);
    await file.closeIfRotated();
    await file.append(Buffer.from('b\n'));
    expect(await readFile(path, 'utf8')).toBe('h\nb\n');
  });

  it('does not miss a rotation while it is opened', async () => {
    const { file } = await openFile();
    const appending = file.append(Buffer.from('a\n'));
    file.reopen();
    await appending;
    expect(file.isOutdated).toBe(true);
  });

  it('has nothing to reopen while it is closed', async () => {
    const { file } = await openFile();
    file.reopen();
    expect(file.isOutdated).toBe(false);
  });

  it('writes nothing any more once it was abandoned', async () => {
    const { path, file } = await openFile();
    const appending = file.append(Buffer.from('a\n'));
    file.abandon();
    await expect(appending).rejects.toThrow('aborted');
    expect(await readFile(path, 'utf8')).toBe('');
  });
});
