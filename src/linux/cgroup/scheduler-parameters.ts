import type { Limit, SchedulerParameters } from '../../model/group-parameters.js';
import { parseCount } from '../files/parse-count.js';
import { type CgroupRoots, GroupFiles } from './group-files.js';

/** Reads cpu.shares and cpu.cfs_* of a process's group, or cpu.weight and cpu.max. */
export function readSchedulerParameters(roots: CgroupRoots, pid: number): SchedulerParameters {
  const files = new GroupFiles(roots, pid, 'cpu');
  const parameters = files.version === 1 ? readV1(files) : readV2(files);
  return { group: files.group, ...parameters, failures: files.failures };
}

type Parameters = Omit<SchedulerParameters, 'group' | 'failures'>;

function readV1(files: GroupFiles): Parameters {
  return {
    weight: files.part('weight', 'cpu.shares', parseCount),
    periodSeconds: seconds(files.part('period', 'cpu.cfs_period_us', parseCount)),
    quotaSeconds: seconds(files.limit('quota', 'cpu.cfs_quota_us', parseQuotaV1)),
  };
}

function readV2(files: GroupFiles): Parameters {
  // One file has both; its absence is noted once.
  const max = files.read('cpu.max');
  return {
    weight: files.part('weight', 'cpu.weight', parseCount),
    periodSeconds: max === undefined ? undefined : parseBandwidth(max)?.periodSeconds,
    quotaSeconds: files.limit('quota', 'cpu.max', (text) => parseBandwidth(text)?.quotaSeconds),
  };
}

/** -1 stands for no limit. */
function parseQuotaV1(text: string): Limit {
  return text.trim() === '-1' ? null : parseCount(text);
}

/** Parses `150000 100000`, or `max 100000` for no limit: microseconds. */
export function parseBandwidth(
  text: string,
): { readonly quotaSeconds: number | null; readonly periodSeconds: number } | undefined {
  const [, quota, period] = /^(\d+|max) (\d+)\n?$/.exec(text) ?? [];
  if (quota === undefined) return undefined;
  return { quotaSeconds: quota === 'max' ? null : Number(quota) / 1e6, periodSeconds: Number(period) / 1e6 };
}

function seconds<Value extends Limit>(microseconds: Value): Value | number {
  return typeof microseconds === 'number' ? microseconds / 1e6 : microseconds;
}
