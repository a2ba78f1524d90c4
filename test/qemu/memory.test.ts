import { describe, expect, it } from 'vitest';
import { readMemorySize } from '../../src/qemu/memory.js';
import { qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

describe('readMemorySize', () => {
  it.each(VERSIONS)('reads the memory of a recorded %s', async (version) => {
    expect(await readMemorySize(recordedQemu(version))).toEqual({ baseBytes: 268_435_456, pluggedBytes: 0 });
  });

  it('reads plugged memory, and takes a machine that cannot have it for one that has none', async () => {
    const plugged = { 'base-memory': 1024, 'plugged-memory': 512 };
    expect(await readMemorySize(qemuWith({ 'query-memory-size-summary': plugged }))).toEqual({
      baseBytes: 1024,
      pluggedBytes: 512,
    });
    const unpluggable = { 'base-memory': 1024 };
    expect(await readMemorySize(qemuWith({ 'query-memory-size-summary': unpluggable }))).toEqual({
      baseBytes: 1024,
      pluggedBytes: 0,
    });
  });

  it.each([[null], [[]], [{}], [{ 'base-memory': -1 }], [{ 'base-memory': '1G' }]])(
    'knows nothing from %j',
    async (reply) => {
      expect(await readMemorySize(qemuWith({ 'query-memory-size-summary': reply }))).toBeUndefined();
    },
  );
});
