import { readProcStat, TICKS_PER_SECOND } from '../linux/proc-stat.js';
import type { DomainInfo } from '../model/domain-info.js';
import { readActual } from '../qemu/balloon.js';
import { readVcpus } from '../qemu/cpus.js';
import { PartFailures } from '../support/part-failures.js';
import { UnsupportedError } from './domain-error.js';
import { maxMemory } from './memory-stats.js';
import { readOfProcess } from './own-process.js';
import type { QmpProcessReach } from './qmp-reach.js';
import { state } from './state.js';

const NANOSECONDS_PER_TICK = 1e9 / TICKS_PER_SECOND;

/**
 * Reads a guest in short: query-status, query-memory-size-summary, query-balloon, query-cpus-fast, /proc/PID/stat. A part
 * that cannot be read leaves the others.
 */
export async function info(reach: QmpProcessReach): Promise<DomainInfo> {
  const { qmp, options } = reach;
  const parts = new PartFailures();
  const [now, maxMemoryBytes, actual, vcpus] = await Promise.all([
    parts.catch('state', state(reach)),
    parts.catch('memory', maxMemory(reach)),
    parts.catch('balloon', readActual(qmp, options)),
    parts.catch('vcpus', readVcpus(qmp, options)),
  ]);
  const cpuNanoseconds = parts.attempt('cpu', () => readCpuTime(reach));
  return {
    state: now,
    maxMemoryBytes,
    memoryBytes: actual ?? (parts.errorOf('balloon') === undefined ? maxMemoryBytes : undefined),
    vcpus: vcpus?.length,
    cpuNanoseconds,
    failures: parts.list(),
  };
}

function readCpuTime(reach: QmpProcessReach): number {
  const stat = readOfProcess(reach, (pid) => readProcStat(reach.procRoot, pid));
  if (stat === undefined) throw new UnsupportedError(reach.name, 'its QEMU has just ended');
  return (stat.userTicks + stat.systemTicks) * NANOSECONDS_PER_TICK;
}
