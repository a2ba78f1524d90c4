import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRoots, explainHiding, RootError } from '../../src/linux/check-roots.js';
import { temporaryDirectory } from '../temporary-directory.js';

describe('checkRoots', () => {
  it('accepts the real ones, and those that are not given', () => {
    checkRoots({ procRoot: '/proc', sysRoot: '/sys', cgroupRoot: '/sys/fs/cgroup' });
    checkRoots({});
  });

  it.each(['procRoot', 'sysRoot'] as const)('refuses an empty directory as %s', async (key) => {
    const root = await temporaryDirectory();
    expect(() => checkRoots({ [key]: root })).toThrow(RootError);
  });

  it.each([
    ['procRoot', 'proc'],
    ['sysRoot', 'sys'],
    ['cgroupRoot', 'cgroup'],
  ] as const)('refuses a file, and a missing path, as %s', async (key, name) => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');
    for (const root of [file, '/nonexistent']) {
      expect(() => checkRoots({ [key]: root })).toThrow(
        `no ${name} file system at '${root}': name the directory where it is mounted`,
      );
    }
  });
});

describe('explainHiding', () => {
  it('returns nothing for a /proc that shows every process', () => {
    expect(explainHiding({})).toBeUndefined();
  });

  it('tells why no QEMU is found where the first process cannot be seen', async () => {
    const procRoot = await temporaryDirectory();
    await mkdir(join(procRoot, '7'));
    expect(explainHiding({ procRoot })).toBe(
      `${procRoot} hides the processes of other users (hidepid), so their QEMUs are not found: run as root`,
    );
  });
});
