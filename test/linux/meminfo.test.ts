import { describe, expect, it } from 'vitest';
import { readMemTotalBytes } from '../../src/linux/meminfo.js';
import { capturedTree } from './captured-tree.js';

describe('readMemTotalBytes', () => {
  it('reads kilobytes as bytes', async () => {
    const text = 'MemTotal:       24601236 kB\nMemFree:        12300000 kB\nMemAvailable:   20000000 kB\n';
    expect(readMemTotalBytes(await capturedTree({ meminfo: text }))).toBe(24_601_236 * 1024);
  });

  it.each(['', 'MemFree:        12300000 kB\n', 'MemTotal: many kB\n'])(
    'knows nothing from %j',
    async (text) => {
      expect(readMemTotalBytes(await capturedTree({ meminfo: text }))).toBeUndefined();
    },
  );

  it('is undefined where there is no such file', async () => {
    expect(readMemTotalBytes(await capturedTree({}))).toBeUndefined();
  });
});
