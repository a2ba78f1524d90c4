import type { Dump, JobInfo, JobStats, QemuJob, TransferStats } from '../model/domain-job.js';
import { readDump } from '../qemu/dump.js';
import { readJobs } from '../qemu/jobs.js';
import { readMigration } from '../qemu/migration.js';
import type { QmpReach } from './qmp-reach.js';

const NO_JOB: JobStats = {
  type: 'none',
  operation: 'unknown',
  status: undefined,
  errorMessage: undefined,
  elapsedMilliseconds: undefined,
  downtimeMilliseconds: undefined,
  isDowntimeExpected: false,
  setupMilliseconds: undefined,
  remainingMilliseconds: undefined,
  memory: undefined,
  disk: undefined,
  pages: undefined,
  compression: undefined,
  throttlePercent: undefined,
  vfioBytes: undefined,
};

/**
 * Reads the job that the whole guest is in: query-migrate, query-dump, query-jobs. A migration counts before a dump, a dump
 * before a backup; the figures of mirrors are added to those of a migration, which they belong to.
 *
 * QEMU remembers the last migration and the last dump, and does not say which of them came later: the migration counts.
 *
 * @param choice.completed whether to read how the last job ended, instead of the one that goes on (default: false)
 * @returns `type` none when there is no such job
 */
export async function jobStats(
  { qmp, options }: Pick<QmpReach, 'qmp' | 'options'>,
  { completed = false }: { readonly completed?: boolean | undefined } = {},
): Promise<JobStats> {
  const [migration, dump, jobs] = await Promise.all([
    readMigration(qmp, options),
    readDump(qmp, options),
    readJobs(qmp, options),
  ]);
  const candidates = [withMirrors(migration, jobs), statsOfDump(dump), statsOfBackup(jobs)];
  const isWanted = ({ type }: JobStats) => type !== 'none' && (type !== 'unbounded') === completed;
  return candidates.find(isWanted) ?? NO_JOB;
}

/** Reads the job that the whole guest is in, in short; see {@link jobStats}. */
export async function jobInfo(reach: Pick<QmpReach, 'qmp' | 'options'>): Promise<JobInfo> {
  const { type, elapsedMilliseconds, remainingMilliseconds, memory, disk } = await jobStats(reach);
  return {
    type,
    elapsedMilliseconds,
    remainingMilliseconds,
    data: sumTransfers(memory, disk),
    memory: memory ?? NOTHING,
    disk: disk ?? NOTHING,
  };
}

const NOTHING: TransferStats = {
  totalBytes: undefined,
  processedBytes: undefined,
  remainingBytes: undefined,
  bytesPerSecond: undefined,
};

/** Adds two transfers; a figure that only one of them has counts alone. */
export function sumTransfers(
  one: TransferStats | undefined = NOTHING,
  other: TransferStats | undefined = NOTHING,
): TransferStats {
  const sum = (key: keyof TransferStats) =>
    one[key] === undefined && other[key] === undefined ? undefined : (one[key] ?? 0) + (other[key] ?? 0);
  return {
    totalBytes: sum('totalBytes'),
    processedBytes: sum('processedBytes'),
    remainingBytes: sum('remainingBytes'),
    bytesPerSecond: sum('bytesPerSecond'),
  };
}

function withMirrors(migration: JobStats, jobs: readonly QemuJob[]): JobStats {
  const mirrors = migration.type === 'unbounded' ? jobs.filter(({ type }) => type === 'mirror') : [];
  if (mirrors.length === 0) return migration;
  return { ...migration, disk: sumTransfers(migration.disk, progressOf(mirrors)) };
}

const DUMP_TYPES: { readonly [status: string]: JobStats['type'] } = {
  active: 'unbounded',
  completed: 'completed',
  failed: 'failed',
};

function statsOfDump({ status = 'none', completedBytes, totalBytes }: Dump): JobStats {
  return {
    ...NO_JOB,
    type: DUMP_TYPES[status] ?? 'none',
    operation: 'dump',
    status,
    memory: {
      totalBytes,
      processedBytes: completedBytes,
      remainingBytes: difference(totalBytes, completedBytes),
      bytesPerSecond: undefined,
    },
  };
}

function statsOfBackup(jobs: readonly QemuJob[]): JobStats {
  const backups = jobs.filter(({ type }) => type === 'backup');
  const going = backups.filter(({ status }) => status !== 'concluded');
  const shown = going.length > 0 ? going : backups;
  if (shown.length === 0) return NO_JOB;
  const errorMessage = shown.find(({ error }) => error !== undefined)?.error;
  return {
    ...NO_JOB,
    type: going.length > 0 ? 'unbounded' : errorMessage === undefined ? 'completed' : 'failed',
    operation: 'backup',
    status: shown[0]?.status,
    errorMessage,
    disk: progressOf(shown),
  };
}

function progressOf(jobs: readonly QemuJob[]): TransferStats {
  const parts = jobs.map(({ currentProgress, totalProgress }) => ({
    totalBytes: totalProgress,
    processedBytes: currentProgress,
    remainingBytes: difference(totalProgress, currentProgress),
    bytesPerSecond: undefined,
  }));
  return parts.reduce<TransferStats>((sum, part) => sumTransfers(sum, part), NOTHING);
}

function difference(total: number | undefined, done: number | undefined): number | undefined {
  return total === undefined || done === undefined ? undefined : Math.max(0, total - done);
}
