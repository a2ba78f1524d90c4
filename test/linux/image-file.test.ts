import { mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { majorOf, minorOf, parseSectors, readImageLength } from '../../src/linux/image-file.js';
import { temporaryDirectory } from '../temporary-directory.js';

describe('readImageLength', () => {
  it('is that of the first file there is', async () => {
    const folder = await temporaryDirectory();
    const path = join(folder, 'a');
    writeFileSync(path, '');
    truncateSync(path, 12_345);
    expect(readImageLength('/sys', [join(folder, 'none'), path])).toBe(12_345);
  });

  it('is unknown of what is no file or block device, or is not there', async () => {
    const folder = await temporaryDirectory();
    mkdirSync(join(folder, 'directory'));
    writeFileSync(join(folder, 'file'), '');
    const paths = ['directory', 'none', 'file/below'].map((name) => join(folder, name));
    expect(readImageLength('/sys', [...paths, '/dev/null'])).toBeUndefined();
  });
});

describe('the numbers of a device', () => {
  it('are those of the kernel', () => {
    const { rdev } = statSync('/dev/null');
    expect([majorOf(rdev), minorOf(rdev)]).toEqual([1, 3]);
  });

  it('come back from makedev(3)', () => {
    const major = fc.integer({ min: 0, max: 2 ** 12 - 1 });
    const minor = fc.integer({ min: 0, max: 2 ** 20 - 1 });
    fc.assert(
      fc.property(major, minor, (one, other) => {
        const device = one * 256 + (other % 256) + Math.floor(other / 256) * 2 ** 20;
        expect([majorOf(device), minorOf(device)]).toEqual([one, other]);
      }),
    );
  });
});

describe('parseSectors', () => {
  it.each([
    ['1048576\n', 536_870_912],
    ['0\n', 0],
    ['', undefined],
    ['-1\n', undefined],
    ['many', undefined],
  ])('takes %j for %s bytes', (text, bytes) => {
    expect(parseSectors(text)).toBe(bytes);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseSectors(text) ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
