import { expect, it } from 'vitest';
import { readRamNodes } from '../../src/linux/ram-nodes.js';
import { capturedTree } from './captured-tree.js';
import { taskFiles } from './task-files.js';

const RAM = '7fa173e00000';
const NUMA_MAPS =
  `${RAM} bind:0 anon=3 dirty=3 N0=2 N1=1 kernelpagesize_kB=4\n` +
  '7fa1ffe00000 default anon=9 dirty=9 N1=9 kernelpagesize_kB=4\n';

async function split(vcpuThreads: readonly number[]) {
  const procRoot = await capturedTree({
    ...taskFiles(2145, { tid: 2145, cpu: 3 }),
    ...taskFiles(2145, { tid: 2147, ownId: 12, cpu: 1 }),
    '2145/numa_maps': NUMA_MAPS,
  });
  const sysRoot = await capturedTree({
    'devices/system/node/node0/cpulist': '0-1\n',
    'devices/system/node/node1/cpulist': '2-3\n',
    'devices/system/node/online': '0-1\n',
  });
  const options = { procRoot, sysRoot, pid: 2145, starts: new Set([RAM]) };
  return readRamNodes({ ...options, vcpuThreads: new Set(vcpuThreads) });
}

it('splits the pages of the RAM alone by the nodes on which the vCPUs ran last', async () => {
  expect(await split([12])).toEqual({ localBytes: 8192, remoteBytes: 4096 });
  expect(await split([2145])).toEqual({ localBytes: 4096, remoteBytes: 8192 });
  expect(await split([12, 2145])).toEqual({ localBytes: 12_288, remoteBytes: 0 });
});

it('is undefined while no vCPU is known', async () => {
  expect(await split([])).toBeUndefined();
});
