import { describe, expect, it } from 'vitest';
import { RamMappingError, ramAmong, readGuestRam } from '../../src/linux/guest-ram.js';
import { parseSmaps } from '../../src/linux/smaps.js';
import { capturedTree } from './captured-tree.js';
import { RAM, SMAPS } from './smaps-texts.js';

const MIB = 1024 ** 2;

describe('readGuestRam', () => {
  it('tells the RAM apart from all else that QEMU has mapped', async () => {
    const root = await capturedTree({ '2145/smaps': SMAPS });
    const found = await readGuestRam(root, 2145, [512 * MIB]);
    expect(found?.starts).toEqual(new Set(['7fa173e00000']));
    expect(found?.ram).toEqual({
      sizeBytes: 512 * MIB,
      mappedBytes: 138_412_032,
      consumedBytes: 138_240_000,
      swappedBytes: 1_048_576,
      mergedBytes: 344_064,
      pinnedBytes: 8192,
      overheadBytes: 4_096_000 + 134_217_728,
      overheadSwappedBytes: 524_288,
      readAtSeconds: expect.any(Number),
      readSeconds: expect.any(Number),
    });
  });

  it('counts huge pages of hugetlbfs as mapped, consumed and pinned, which Rss leaves out', async () => {
    const huge = RAM.replace(/Rss: +\d+/, 'Rss: 0')
      .replace(/Pss: +\d+/, 'Pss: 0')
      .replace(/Private_Hugetlb: +\d+/, 'Private_Hugetlb: 524288');
    const root = await capturedTree({ '2145/smaps': huge });
    expect((await readGuestRam(root, 2145, [512 * MIB]))?.ram).toMatchObject({
      mappedBytes: 512 * MIB,
      consumedBytes: 512 * MIB,
      pinnedBytes: 512 * MIB + 8192,
      overheadBytes: 0,
    });
  });

  it('is undefined without a process, without a text, and while the backends are unknown', async () => {
    const root = await capturedTree({ '1/smaps': '' });
    expect(await readGuestRam(root, 2, [MIB])).toBeUndefined();
    expect(await readGuestRam(root, 1, [MIB])).toBeUndefined();
    expect(await readGuestRam(root, 1, [])).toBeUndefined();
  });
});

describe('ramAmong', () => {
  it('finds two NUMA nodes of one size, and shared memory', () => {
    const second = RAM.replace('7fa173e00000-7fa193e00000 rw-p', '7fa1b3e00000-7fa1d3e00000 rw-s');
    const mappings = parseSmaps(`${SMAPS}${second}`);
    const found = ramAmong(mappings, [512 * MIB, 512 * MIB]);
    expect(found.map(({ start }) => start)).toEqual(['7fa173e00000', '7fa1b3e00000']);
  });

  it('does not guess when there are more mappings of a size than backends, or none', () => {
    expect(() => ramAmong(parseSmaps(`${RAM}${RAM}`), [512 * MIB])).toThrow(RamMappingError);
    expect(() => ramAmong(parseSmaps(SMAPS), [MIB])).toThrow(
      'smaps has 0 writable mappings of 1048576 bytes for 1 memory backends of that size: ' +
        'which of them are the RAM of the guest is unknown',
    );
  });
});
