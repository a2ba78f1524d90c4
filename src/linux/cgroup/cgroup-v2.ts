import type {
  CgroupCpu,
  CgroupIo,
  CgroupMemory,
  CgroupSample,
  CgroupSwapTraffic,
} from '../../model/cgroup-sample.js';
import type { Pressure } from '../../model/host-sample.js';
import { parseFlatKeyed } from '../files/flat-keyed.js';
import { parseCount } from '../files/parse-count.js';
import { readPressure } from '../pressure.js';
import type { CgroupDirectory } from './cgroup-directory.js';

/** Reads cpu.* (the kernel's cgroup-v2 document). A group without the controller has only its usage. */
export function readCpuV2(group: CgroupDirectory): CgroupCpu | undefined {
  const text = group.read('cpu.stat');
  if (text === undefined) return undefined;
  const stat = parseFlatKeyed(text);
  return {
    usageSeconds: seconds(stat.get('usage_usec')),
    limitCores: group.readLimit((directory) => parseCpuMax(directory.read('cpu.max') ?? '')),
    weight: parseCount(group.read('cpu.weight')),
    periods: stat.get('nr_periods'),
    throttledPeriods: stat.get('nr_throttled'),
    throttledSeconds: seconds(stat.get('throttled_usec')),
  };
}

/** Reads memory.*; `undefined` for the root group, which has no such files. */
export function readMemoryV2(group: CgroupDirectory): CgroupMemory | undefined {
  const usageBytes = parseCount(group.read('memory.current'));
  if (usageBytes === undefined) return undefined;
  const limit = (name: string) => group.readLimit((directory) => parseCount(directory.read(name)));
  return {
    usageBytes,
    limitBytes: limit('memory.max'),
    highBytes: limit('memory.high'),
    // A group keeps no more than all groups above it keep.
    minBytes: group.readLimit((directory) => parseGuarantee(directory.read('memory.min'))),
    swapUsageBytes: parseCount(group.read('memory.swap.current')),
    swapLimitBytes: limit('memory.swap.max'),
    oomKills: parseFlatKeyed(group.read('memory.events') ?? '').get('oom_kill'),
  };
}

/**
 * Reads what was swapped from memory.stat. Older kernels count no pswpin and pswpout of a group: what was read back from swap is
 * `workingset_refault_anon` then, and what was written is unknown.
 */
export function readSwapTraffic(group: CgroupDirectory, pageBytes: number): CgroupSwapTraffic | undefined {
  const stat = parseFlatKeyed(group.read('memory.stat') ?? '');
  const pagesIn = stat.get('pswpin') ?? stat.get('workingset_refault_anon');
  const pagesOut = stat.get('pswpout');
  if (pagesIn === undefined) return undefined;
  return {
    inBytes: pagesIn * pageBytes,
    outBytes: pagesOut === undefined ? undefined : pagesOut * pageBytes,
    zswappedBytes: stat.get('zswapped'),
    zswapBytes: stat.get('zswap'),
  };
}

/** Parses memory.min, in which `max` guarantees everything. */
function parseGuarantee(text: string | undefined): number | undefined {
  return text?.trim() === 'max' ? Number.MAX_SAFE_INTEGER : parseCount(text);
}

/** Reads io.stat; `undefined` without the controller. */
export function readIoV2(group: CgroupDirectory): CgroupIo | undefined {
  const text = group.read('io.stat');
  return text === undefined ? undefined : parseIoStat(text);
}

/** Reads pids.*; version 1 has the same files. */
export function readTasks(group: CgroupDirectory): CgroupSample['tasks'] {
  const current = parseCount(group.read('pids.current'));
  if (current === undefined) return undefined;
  return { current, limit: group.readLimit((directory) => parseCount(directory.read('pids.max'))) };
}

/** Reads *.pressure; `undefined` when the kernel does not count it. */
export function readPressureV2(group: CgroupDirectory): Pressure | undefined {
  return readPressure((resource) => group.read(`${resource}.pressure`));
}

/** Parses `150000 100000` (quota and period, microseconds) as 1.5 CPUs; `max 100000` means unlimited. */
export function parseCpuMax(text: string): number | undefined {
  const [, quota, period] = /^(\d+) ([1-9]\d*)\n?$/.exec(text) ?? [];
  return quota === undefined ? undefined : Number(quota) / Number(period);
}

/**
 * Sums lines such as `8:0 rbytes=1459200 wbytes=314773504 rios=192 wios=353 dbytes=0 dios=0`. The kernel counts an I/O at
 * every layer when one device lies on another (device mapper, loop).
 */
export function parseIoStat(text: string): CgroupIo {
  const sum = (key: string) => {
    const figures = text.matchAll(new RegExp(`^\\d+:\\d+ (?:.* )?${key}=(\\d+)`, 'gm'));
    return Array.from(figures, ([, figure]) => Number(figure)).reduce((total, figure) => total + figure, 0);
  };
  return {
    readBytes: sum('rbytes'),
    writtenBytes: sum('wbytes'),
    readOperations: sum('rios'),
    writeOperations: sum('wios'),
  };
}

function seconds(microseconds: number | undefined): number | undefined {
  return microseconds === undefined ? undefined : microseconds / 1e6;
}
