import { expect, it } from 'vitest';
import { readMemoryBackends } from '../../src/qemu/memory-backends.js';
import { qemuWith } from './fake-qemu.js';

it('reads the backends, each with its policy', async () => {
  const reply = [
    {
      ...{
        id: 'pc.ram',
        size: 134_217_728,
        prealloc: false,
        merge: true,
        dump: true,
        share: false,
        reserve: true,
      },
      ...{ policy: 'bind', 'host-nodes': [0, 1] },
    },
    { size: 4096, policy: 'default', 'host-nodes': [], prealloc: true },
    { id: 'x\u001b', size: -1, policy: 7, 'host-nodes': ['0', -1, 2.5, 3] },
  ];
  expect(await readMemoryBackends(qemuWith({ 'query-memdev': reply }))).toEqual([
    {
      id: 'pc.ram',
      bytes: 134_217_728,
      policy: 'bind',
      hostNodes: [0, 1],
      preallocated: false,
      shared: false,
    },
    { bytes: 4096, policy: 'default', hostNodes: [], preallocated: true },
    { id: 'x?', hostNodes: [3] },
  ]);
});
