import type { CgroupCpu, CgroupIo, CgroupMemory } from '../../model/cgroup-sample.js';
import { parseFlatKeyed } from '../files/flat-keyed.js';
import type { KernelDirectory } from '../files/kernel-directory.js';
import { parseCount } from '../files/parse-count.js';
import type { CgroupDirectory } from './cgroup-directory.js';

/** Reads the controllers cpu (the kernel's sched-bwc document) and cpuacct, which are often one hierarchy. */
export function readCpuV1(cpu: CgroupDirectory | undefined, cpuacct: CgroupDirectory | undefined): CgroupCpu {
  const stat = parseFlatKeyed(cpu?.read('cpu.stat') ?? '');
  return {
    usageSeconds: seconds(parseCount(cpuacct?.read('cpuacct.usage'))),
    limitCores: cpu?.readLimit(readQuotaCores),
    weight: parseCount(cpu?.read('cpu.shares')),
    periods: stat.get('nr_periods'),
    throttledPeriods: stat.get('nr_throttled'),
    throttledSeconds: seconds(stat.get('throttled_time')),
  };
}

/** Reads memory.* (the kernel's cgroup-v1 memory document). memsw is memory and swap together. */
export function readMemoryV1(group: CgroupDirectory): CgroupMemory {
  const usageBytes = parseCount(group.read('memory.usage_in_bytes'));
  const bothBytes = parseCount(group.read('memory.memsw.usage_in_bytes'));
  const isKnown = usageBytes !== undefined && bothBytes !== undefined;
  return {
    usageBytes,
    limitBytes: group.readLimit((directory) => parseLimitV1(directory.read('memory.limit_in_bytes'))),
    highBytes: undefined,
    swapUsageBytes: isKnown ? Math.max(0, bothBytes - usageBytes) : undefined,
    swapLimitBytes: group.readLimit(readSwapLimit),
    oomKills: parseFlatKeyed(group.read('memory.oom_control') ?? '').get('oom_kill'),
  };
}

/** Reads blkio.throttle.io_service_bytes and io_serviced, which count with and without a limit. */
export function readIoV1(group: CgroupDirectory): CgroupIo | undefined {
  const bytes = group.read('blkio.throttle.io_service_bytes');
  const operations = group.read('blkio.throttle.io_serviced');
  if (bytes === undefined || operations === undefined) return undefined;
  return {
    readBytes: sumBlkio(bytes, 'Read'),
    writtenBytes: sumBlkio(bytes, 'Write'),
    readOperations: sumBlkio(operations, 'Read'),
    writeOperations: sumBlkio(operations, 'Write'),
  };
}

/** Sums lines such as `254:0 Read 4096` over the devices. */
export function sumBlkio(text: string, operation: 'Read' | 'Write'): number {
  const lines = text.matchAll(/^\d+:\d+ (Read|Write) (\d+)$/gm);
  return Array.from(lines, ([, name, figure]) => (name === operation ? Number(figure) : 0)).reduce(
    (total, figure) => total + figure,
    0,
  );
}

/** Parses a limit; without one the kernel prints the largest multiple of a page, 9223372036854771712 with 4 KiB. */
export function parseLimitV1(text: string | undefined): number | undefined {
  const bytes = parseCount(text);
  return bytes !== undefined && bytes < 2 ** 62 ? bytes : undefined;
}

/** A quota of -1 means unlimited. */
function readQuotaCores(directory: KernelDirectory): number | undefined {
  const quota = parseCount(directory.read('cpu.cfs_quota_us'));
  const period = parseCount(directory.read('cpu.cfs_period_us'));
  return quota !== undefined && period !== undefined && period > 0 ? quota / period : undefined;
}

function readSwapLimit(directory: KernelDirectory): number | undefined {
  const both = parseLimitV1(directory.read('memory.memsw.limit_in_bytes'));
  const memory = parseLimitV1(directory.read('memory.limit_in_bytes'));
  return both === undefined || memory === undefined ? undefined : Math.max(0, both - memory);
}

function seconds(nanoseconds: number | undefined): number | undefined {
  return nanoseconds === undefined ? undefined : nanoseconds / 1e9;
}
