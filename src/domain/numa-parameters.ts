import { GroupFiles } from '../linux/cgroup/group-files.js';
import { readKernelFile } from '../linux/files/read-file.js';
import { readNumaMaps } from '../linux/numa-maps.js';
import { parseAffinity } from '../linux/proc-affinity.js';
import type { NumaParameters } from '../model/numa-parameters.js';
import { readMemoryBackends } from '../qemu/memory-backends.js';
import { parseCpuList } from '../support/cpu-list.js';
import { PartFailures } from '../support/part-failures.js';
import { readOfProcess, readOfProcessSlowly } from './own-process.js';
import type { Reach } from './reach.js';
import type { GroupReach } from './tuning.js';

/** Options of {@link numaParameters}. */
export interface NumaOptions {
  /**
   * Whether to read /proc/PID/numa_maps, for which the kernel walks all pages of the guest and holds up its page faults
   * meanwhile (default: false).
   */
  readonly withBytes?: boolean | undefined;
}

/**
 * Reads on which NUMA nodes of the host the guest's memory may be, and is: query-memdev, cpuset.mems of its control group, and
 * /proc/PID/status. What cannot be read is unknown, and `failures` says why.
 */
export async function numaParameters(
  reach: GroupReach & Pick<Reach, 'qmp' | 'options'>,
  { withBytes = false }: NumaOptions = {},
): Promise<NumaParameters> {
  const failures = new PartFailures();
  const backends = await failures.catch('backends', readMemoryBackends(reach.qmp, reach.options));
  const ofProcess = failures.attempt('process', () => readOfProcess(reach, (pid) => readNodes(reach, pid)));
  const bytes = withBytes
    ? await failures.catch(
        'bytes',
        readOfProcessSlowly(reach, (pid) => readBytes(reach.procRoot, pid)),
      )
    : undefined;
  return {
    backends,
    cpusetNodes: ofProcess?.cpusetNodes,
    allowedNodes: ofProcess?.allowedNodes,
    bytes,
    failures: [...failures.list(), ...(ofProcess?.failures ?? [])],
  };
}

function readNodes(reach: GroupReach, pid: number) {
  const cpuset = new GroupFiles(reach, pid, 'cpuset');
  const cpusetNodes = cpuset.part('cpusetNodes', 'cpuset.mems', parseCpuList);
  const allowedNodes = parseAffinity(readKernelFile(`${reach.procRoot}/${pid}/status`) ?? '').nodes;
  const unshown = { part: 'allowedNodes', why: 'this kernel has no Mems_allowed_list' };
  return {
    cpusetNodes,
    allowedNodes,
    failures: [...cpuset.failures, ...(allowedNodes === undefined ? [unshown] : [])],
  };
}

async function readBytes(procRoot: string, pid: number) {
  const bytes = await readNumaMaps(procRoot, pid);
  if (bytes === undefined)
    throw new Error('this kernel has no numa_maps, or does not show it to this user: run qgauge as root');
  return bytes;
}
