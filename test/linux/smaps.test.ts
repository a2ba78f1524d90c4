import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSmaps } from '../../src/linux/smaps.js';
import { RAM, SMAPS, TCG_CODE } from './smaps-texts.js';

it('parses the mappings of a QEMU with their figures in bytes', () => {
  expect(parseSmaps(SMAPS)).toMatchObject([
    { start: '55d0c8a00000', permissions: 'r-xp', rssBytes: 4_096_000 },
    {
      start: '7fa173e00000',
      permissions: 'rw-p',
      sizeBytes: 536_870_912,
      rssBytes: 138_412_032,
      pssBytes: 138_240_000,
      hugetlbBytes: 0,
      swapBytes: 1_048_576,
      lockedBytes: 8192,
      ksmBytes: 344_064,
    },
    { permissions: 'rwxp', sizeBytes: 536_870_912 },
  ]);
});

it('counts huge pages of both kinds, and knows no merged pages where an older kernel counts none', () => {
  const text = `${RAM.replace(/^KSM.*\n/m, '')}Shared_Hugetlb:     2048 kB\nPrivate_Hugetlb:    4096 kB\n`;
  expect(parseSmaps(text)).toMatchObject([{ hugetlbBytes: 6_291_456, ksmBytes: undefined }]);
});

it('takes nothing from the name of a file, and passes over what it does not know', () => {
  const head = '7f0000000000-7f0000001000 rw-s 00000000 00:01 9 /memfd:Rss:\\0121 kB (deleted)\n';
  const text = `Rss: 1 kB\n${head}VmFlags: rd wr\nTHPeligible:    1\n${TCG_CODE}`;
  expect(parseSmaps(text).map(({ start, rssBytes }) => [start, rssBytes])).toEqual([
    ['7f0000000000', 0],
    ['7fa0f3e00000', 134_217_728],
  ]);
});

it('parses any text', () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseSmaps(text))));
});
