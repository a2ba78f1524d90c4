import { describe, expect, it } from 'vitest';
import { readMemorySize } from '../../src/qemu/memory.js';
import { fakeQemu, qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

describe('readMemorySize', () => {
  it.each(VERSIONS)('reads the memory of a recorded %s', async (version) => {
    expect(await readMemorySize(recordedQemu(version))).toEqual({ baseBytes: 268_435_456, pluggedBytes: 0 });
  });

  it('takes a machine that cannot have plugged memory for one that has none', async () => {
    expect(await readMemorySize(qemuWith({ 'query-memory-size-summary': { 'base-memory': 1024 } }))).toEqual({
      baseBytes: 1024,
      pluggedBytes: 0,
    });
  });

  const dimm = { type: 'dimm', data: { id: 'd1', size: 512 } };
  const nvdimm = { type: 'nvdimm', data: { id: 'nv1', size: 4096 } };
  const virtioMem = {
    type: 'virtio-mem',
    data: { id: 'vm1', size: 256, 'requested-size': 300, 'max-size': 900 },
  };

  it.each<readonly [string, number, readonly object[], object]>([
    ['a DIMM', 512, [dimm], { pluggedBytes: 512 }],
    ['an NVDIMM, which is storage', 4096, [nvdimm], { pluggedBytes: 0 }],
    ['virtio-mem, at its present size', 256, [virtioMem], { pluggedBytes: 256, virtioMemBytes: 256 }],
    ['all of them', 4864, [dimm, nvdimm, virtioMem], { pluggedBytes: 768, virtioMemBytes: 256 }],
    [
      'virtio-pmem and SGX, which are no RAM',
      9,
      [{ type: 'virtio-pmem', data: { size: 9 } }],
      { pluggedBytes: 0 },
    ],
    [
      'devices without sizes',
      9,
      [{ type: 'dimm' }, { type: 'dimm', data: { size: 'many' } }],
      { pluggedBytes: 0 },
    ],
  ])('counts %s', async (_, summed, devices, expected) => {
    const summary = { 'base-memory': 1024, 'plugged-memory': summed };
    const qmp = qemuWith({ 'query-memory-size-summary': summary, 'query-memory-devices': devices });
    expect(await readMemorySize(qmp)).toEqual({ baseBytes: 1024, ...expected });
  });

  it('asks for the devices only where something is plugged in', async () => {
    const asked: string[] = [];
    const qmp = fakeQemu((command) => {
      asked.push(command);
      return { 'base-memory': 1024, 'plugged-memory': 0 };
    });
    await readMemorySize(qmp);
    expect(asked).toEqual(['query-memory-size-summary']);
  });

  it('believes the sum where QEMU does not list the devices', async () => {
    const summary = { 'base-memory': 1024, 'plugged-memory': 512 };
    expect(await readMemorySize(qemuWith({ 'query-memory-size-summary': summary }))).toEqual({
      baseBytes: 1024,
      pluggedBytes: 512,
    });
  });

  it('passes on a failure that is no refusal', async () => {
    const failure = new Error('the connection was lost');
    const qmp = fakeQemu((command) => {
      if (command === 'query-memory-devices') throw failure;
      return { 'base-memory': 1024, 'plugged-memory': 512 };
    });
    await expect(readMemorySize(qmp)).rejects.toBe(failure);
  });

  it.each([[null], [[]], [{}], [{ 'base-memory': -1 }], [{ 'base-memory': '1G' }]])(
    'knows nothing from %j',
    async (reply) => {
      expect(await readMemorySize(qemuWith({ 'query-memory-size-summary': reply }))).toBeUndefined();
    },
  );
});
