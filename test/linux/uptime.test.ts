import { describe, expect, it } from 'vitest';
import { readUptimeSeconds } from '../../src/linux/uptime.js';
import { capturedTree } from './captured-tree.js';

describe('readUptimeSeconds', () => {
  it('reads the first of two figures', async () => {
    expect(readUptimeSeconds(await capturedTree({ uptime: '12345.67 23456.78\n' }))).toBe(12_345.67);
  });

  it.each(['', '\n', 'long\n'])('knows nothing from %j', async (text) => {
    expect(readUptimeSeconds(await capturedTree({ uptime: text }))).toBeUndefined();
  });

  it('is undefined where there is no such file', async () => {
    expect(readUptimeSeconds(await capturedTree({}))).toBeUndefined();
  });
});
