import type { CpuTopology } from '../model/host-sample.js';
import { parseCount } from './files/parse-count.js';
import { readKernelFile } from './files/read-file.js';

/**
 * Reads how the CPUs of a host form cores and packages, by /sys/devices/system/cpu/cpuN/topology (the kernel's cputopology
 * document); `undefined` when a CPU does not show it, as on a host without packages.
 *
 * @param cpus the CPUs that are online
 */
export function readCpuTopology(sysRoot: string, cpus: readonly number[]): CpuTopology | undefined {
  const cores = new Map<string, number>();
  for (const cpu of cpus) {
    const read = (name: string) =>
      parseCount(readKernelFile(`${sysRoot}/devices/system/cpu/cpu${cpu}/topology/${name}`));
    const [packageId, dieId, coreId] = [read('physical_package_id'), read('die_id'), read('core_id')];
    if (packageId === undefined || coreId === undefined) return undefined;
    // The cores of two dies may have the same numbers. Older kernels do not show the die.
    cores.set(`${packageId} ${dieId ?? ''} ${coreId}`, packageId);
  }
  if (cores.size === 0) return undefined;
  const packages = new Set(cores.values()).size;
  return {
    packages,
    cores: cores.size,
    threads: cpus.length,
    coresPerPackage: Math.round(cores.size / packages),
  };
}
