import { readBlkioParameters } from '../linux/cgroup/blkio-parameters.js';
import { readMemoryParameters } from '../linux/cgroup/memory-parameters.js';
import { readSchedulerParameters } from '../linux/cgroup/scheduler-parameters.js';
import { readGuestCpuStats } from '../linux/guest-cpu-stats.js';
import type { BlkioParameters, MemoryParameters, SchedulerParameters } from '../model/group-parameters.js';
import type { GuestCpuStats } from '../model/guest-cpu-stats.js';
import { UnsupportedError } from './domain-error.js';
import { type ProcessReach, readOfProcess } from './own-process.js';
import type { Reach } from './reach.js';

/** What is needed to read the control groups of the guest's process. */
export type GroupReach = ProcessReach & Pick<Reach, 'cgroupRoot'>;

/** Names the scheduler of the host as libvirt does: always `posix`. */
export function schedulerType(): 'posix' {
  return 'posix';
}

/**
 * Reads how the host divides its CPU time, by the process's own control group: cpu.*. A bare QEMU has one group for all its
 * threads; where it has several, as libvirt makes them, it is the one of its main loop.
 *
 * @throws {UnsupportedError} when the process is not on this host
 */
export function schedulerParameters(reach: GroupReach): SchedulerParameters {
  return readOfProcess(reach, (pid) => readSchedulerParameters(reach, pid));
}

/**
 * Reads the limits of memory of the process's own control group: memory.*.
 *
 * @throws {UnsupportedError} when the process is not on this host
 */
export function memoryParameters(reach: GroupReach): MemoryParameters {
  return readOfProcess(reach, (pid) => readMemoryParameters(reach, pid));
}

/**
 * Reads the weights and limits of I/O of the process's own control group: blkio.* or io.*. They act on block devices of the
 * host, and not on storage in a network.
 *
 * @throws {UnsupportedError} when the process is not on this host
 */
export function blkioParameters(reach: GroupReach & Pick<Reach, 'sysRoot'>): BlkioParameters {
  return readOfProcess(reach, (pid) => readBlkioParameters(reach, pid));
}

/**
 * Reads the CPU time that QEMU has used: cpuacct.* or cpu.stat of its control group where that holds this process alone, else
 * /proc/PID/stat.
 *
 * @throws {UnsupportedError} when the process is not on this host
 */
export function cpuStats(reach: GroupReach): GuestCpuStats {
  const stats = readOfProcess(reach, (pid) => readGuestCpuStats(reach, pid));
  if (stats === undefined) throw new UnsupportedError(reach.name, 'its QEMU has just ended');
  return stats;
}
