import { describe, expect, it } from 'vitest';
import { readVcpus } from '../../src/qemu/cpus.js';
import { qemuWith, recordedQemu } from './fake-qemu.js';

describe('readVcpus', () => {
  it.each([
    ['qemu-7.2', [365, 366]],
    ['qemu-10.0', [586, 587]],
  ] as const)('reads the threads of a recorded %s', async (version, [first, second]) => {
    expect(await readVcpus(recordedQemu(version))).toEqual([
      { index: 0, threadId: first },
      { index: 1, threadId: second },
    ]);
  });

  it('keeps every vCPU of a single thread, which TCG may have', async () => {
    const cpus = [0, 1].map((index) => ({ 'cpu-index': index, 'thread-id': 77 }));
    expect(await readVcpus(qemuWith({ 'query-cpus-fast': cpus }))).toEqual([
      { index: 0, threadId: 77 },
      { index: 1, threadId: 77 },
    ]);
  });

  it('leaves out what is not a vCPU', async () => {
    const cpus = [{ 'cpu-index': 0 }, { 'thread-id': 7 }, null, { 'cpu-index': '0', 'thread-id': 7 }];
    expect(await readVcpus(qemuWith({ 'query-cpus-fast': cpus }))).toEqual([]);
  });
});
