import { expect, it } from 'vitest';
import { readCpuTopology } from '../../src/linux/cpu-topology.js';
import { capturedTree, type TreeFiles } from './captured-tree.js';

const cpu = (number: number, packageId: string, coreId: string): TreeFiles => ({
  [`devices/system/cpu/cpu${number}/topology/physical_package_id`]: `${packageId}\n`,
  [`devices/system/cpu/cpu${number}/topology/core_id`]: `${coreId}\n`,
});

it('counts packages, cores and threads: cores of two packages have the same numbers', async () => {
  const sys = await capturedTree({
    ...cpu(0, '0', '0'),
    ...cpu(1, '0', '4'),
    ...cpu(2, '1', '0'),
    ...cpu(3, '1', '4'),
    ...cpu(4, '0', '0'),
    ...cpu(5, '0', '4'),
    ...cpu(6, '1', '0'),
    ...cpu(7, '1', '4'),
  });
  const all = [0, 1, 2, 3, 4, 5, 6, 7];
  expect(readCpuTopology(sys, all)).toEqual({ packages: 2, cores: 4, threads: 8, coresPerPackage: 2 });
});

it('counts the cores of two dies of a package apart, which have the same numbers', async () => {
  const die = (number: number, id: string): TreeFiles => ({
    ...cpu(number, '0', '0'),
    [`devices/system/cpu/cpu${number}/topology/die_id`]: `${id}\n`,
  });
  const sys = await capturedTree({ ...die(0, '0'), ...die(1, '1'), ...die(2, '0'), ...die(3, '1') });
  expect(readCpuTopology(sys, [0, 1, 2, 3])).toEqual({
    packages: 1,
    cores: 2,
    threads: 4,
    coresPerPackage: 2,
  });
});

it('is undefined when a CPU shows no package, and without CPUs', async () => {
  const sys = await capturedTree({ ...cpu(0, '0', '0'), ...cpu(1, '-1', '0') });
  expect(readCpuTopology(sys, [0, 1])).toBeUndefined();
  expect(readCpuTopology(sys, [0, 2])).toBeUndefined();
  expect(readCpuTopology(sys, [])).toBeUndefined();
});
