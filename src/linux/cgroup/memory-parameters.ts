import type { MemoryParameters } from '../../model/group-parameters.js';
import { type CgroupRoots, GroupFiles } from './group-files.js';
import { parseMax, parseMemoryMaxV1 } from './parse-limit.js';

/** Reads the limits of memory of a process's group. */
export function readMemoryParameters(roots: CgroupRoots, pid: number): MemoryParameters {
  const files = new GroupFiles(roots, pid, 'memory');
  const parameters = files.version === 1 ? readV1(files) : readV2(files);
  return { group: files.group, ...parameters, failures: files.failures };
}

type Parameters = Omit<MemoryParameters, 'group' | 'failures'>;

function readV1(files: GroupFiles): Parameters {
  files.fail('minGuarantee', 'control groups of version 1 guarantee no memory');
  return {
    hardLimitBytes: files.limit('hardLimit', 'memory.limit_in_bytes', parseMemoryMaxV1),
    softLimitBytes: files.limit('softLimit', 'memory.soft_limit_in_bytes', parseMemoryMaxV1),
    minGuaranteeBytes: undefined,
    swapHardLimitBytes: files.limit('swapHardLimit', 'memory.memsw.limit_in_bytes', parseMemoryMaxV1),
    swapHardLimitCovers: 'memory and swap',
  };
}

function readV2(files: GroupFiles): Parameters {
  return {
    hardLimitBytes: files.limit('hardLimit', 'memory.max', parseMax),
    softLimitBytes: files.limit('softLimit', 'memory.high', parseMax),
    minGuaranteeBytes: files.part('minGuarantee', 'memory.low', parseMax),
    swapHardLimitBytes: files.limit('swapHardLimit', 'memory.swap.max', parseMax),
    swapHardLimitCovers: files.version && 'swap',
  };
}
