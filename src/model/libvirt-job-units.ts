import type { BlockJobKind, JobInfo, JobOperation, JobStats, JobType, TransferStats } from './domain-job.js';

/** Figures by libvirt's keys; what is unknown is left out, as libvirt does. */
export type LibvirtFigures = { readonly [key: string]: number | string | boolean };

/** virDomainJobType, in the order of its numbers. */
const JOB_TYPES: readonly JobType[] = ['none', 'bounded', 'unbounded', 'completed', 'failed', 'cancelled'];
/** virDomainJobOperation. */
const OPERATIONS: { readonly [operation in JobOperation]: number } = {
  unknown: 0,
  'migration-in': 4,
  'migration-out': 5,
  dump: 8,
  backup: 9,
};
/** virDomainBlockJobType, in the order of its numbers. */
const BLOCK_JOB_KINDS: readonly BlockJobKind[] = [
  'unknown',
  'pull',
  'copy',
  'commit',
  'active-commit',
  'backup',
];

/** The number of a job's type. */
export function jobTypeNumber(type: JobType): number {
  return JOB_TYPES.indexOf(type);
}

/** The number of a block job's kind. */
export function blockJobNumber(kind: BlockJobKind): number {
  return BLOCK_JOB_KINDS.indexOf(kind);
}

/** virDomainGetJobInfo: its twelve members, 0 where a job has none; times in ms. */
export function jobInfoFigures({
  type,
  elapsedMilliseconds = 0,
  remainingMilliseconds = 0,
  data,
  memory,
  disk,
}: JobInfo): LibvirtFigures {
  const three = (
    prefix: string,
    { totalBytes = 0, processedBytes = 0, remainingBytes = 0 }: TransferStats,
  ) => ({
    [`${prefix}Total`]: totalBytes,
    [`${prefix}Processed`]: processedBytes,
    [`${prefix}Remaining`]: remainingBytes,
  });
  return {
    type: jobTypeNumber(type),
    timeElapsed: elapsedMilliseconds,
    timeRemaining: remainingMilliseconds,
    ...three('data', data),
    ...three('mem', memory),
    ...three('file', disk),
  };
}

/** virDomainGetJobStats: `type`, and the parameters that the job has; times in ms, sizes in bytes. */
export function jobStatsFigures(stats: JobStats): LibvirtFigures {
  const { type, operation, memory, disk, pages, compression } = stats;
  if (type === 'none') return { type: jobTypeNumber(type) };
  return known({
    type: jobTypeNumber(type),
    operation: OPERATIONS[operation],
    time_elapsed: stats.elapsedMilliseconds,
    downtime: stats.downtimeMilliseconds,
    setup_time: stats.setupMilliseconds,
    data_total: sum(memory?.totalBytes, disk?.totalBytes),
    data_processed: sum(memory?.processedBytes, disk?.processedBytes),
    data_remaining: sum(memory?.remainingBytes, disk?.remainingBytes),
    memory_total: memory?.totalBytes,
    memory_processed: memory?.processedBytes,
    memory_remaining: memory?.remainingBytes,
    memory_bps: memory?.bytesPerSecond,
    memory_constant: pages?.constantPages,
    memory_normal: pages?.normalPages,
    memory_normal_bytes: pages?.normalBytes,
    memory_dirty_rate: pages?.dirtyPagesPerSecond,
    memory_iteration: pages?.iteration,
    memory_postcopy_requests: pages?.postcopyRequests,
    memory_page_size: pages?.pageBytes,
    disk_total: disk?.totalBytes,
    disk_processed: disk?.processedBytes,
    disk_remaining: disk?.remainingBytes,
    disk_bps: disk?.bytesPerSecond,
    compression_cache: compression?.cacheBytes,
    compression_bytes: compression?.bytes,
    compression_pages: compression?.pages,
    compression_cache_misses: compression?.cacheMisses,
    compression_overflow: compression?.overflows,
    auto_converge_throttle: stats.throttlePercent || undefined,
    vfio_data_transferred: stats.vfioBytes,
    success: type === 'unbounded' ? undefined : type === 'completed',
    errmsg: stats.errorMessage,
  });
}

/** Leaves out what is unknown. */
export function known<Figure extends LibvirtFigures[string]>(figures: {
  readonly [key: string]: Figure | undefined;
}): { readonly [key: string]: Figure } {
  const result: { [key: string]: Figure } = {};
  for (const [key, figure] of Object.entries(figures)) if (figure !== undefined) result[key] = figure;
  return result;
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0);
}
