import type { BlockExport, BlockJob, BlockJobKind, QemuJob } from '../model/domain-job.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asCount, asRecords, asString, type UnknownRecord } from '../support/decode.js';

/** Reads the jobs of QEMU, those that have ended and wait to be dismissed among them: query-jobs. */
export async function readJobs(qmp: QemuExecutor, options?: ExecuteOptions): Promise<readonly QemuJob[]> {
  return asRecords(await qmp.execute('query-jobs', undefined, options)).flatMap((job) => {
    const id = asString(job.id);
    const type = asString(job.type);
    if (id === undefined || type === undefined) return [];
    return [
      {
        id,
        type,
        status: asString(job.status) ?? 'undefined',
        currentProgress: asCount(job['current-progress']),
        totalProgress: asCount(job['total-progress']),
        error: asString(job.error),
      },
    ];
  });
}

/** Reads the jobs on disks: query-block-jobs. */
export async function readBlockJobs(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly BlockJob[]> {
  const jobs = asRecords(await qmp.execute('query-block-jobs', undefined, options));
  return jobs.flatMap((job) => decodeBlockJob(job) ?? []);
}

function decodeBlockJob(job: UnknownRecord): BlockJob | undefined {
  // The member `device` is the id of the job, which is that of the drive where none was given.
  const id = asString(job.device);
  const type = asString(job.type);
  if (id === undefined || type === undefined) return undefined;
  const isReady = asBoolean(job.ready) ?? false;
  const speed = asCount(job.speed);
  return {
    id,
    kind: kindOf(type, isReady),
    type,
    status: asString(job.status),
    currentBytes: asCount(job.offset),
    endBytes: asCount(job.len),
    limitBytesPerSecond: speed === 0 ? null : speed,
    isReady,
    isPaused: asBoolean(job.paused) ?? false,
    isBusy: asBoolean(job.busy) ?? false,
    ioStatus: asString(job['io-status']),
    error: asString(job.error),
  };
}

const KINDS: ReadonlyMap<string, BlockJobKind> = new Map([
  ['stream', 'pull'],
  ['mirror', 'copy'],
  ['commit', 'commit'],
  ['backup', 'backup'],
]);

/** Only the commit of an active image waits to be completed. */
function kindOf(type: string, isReady: boolean): BlockJobKind {
  const kind = KINDS.get(type) ?? 'unknown';
  return kind === 'commit' && isReady ? 'active-commit' : kind;
}

/** Reads the disks that QEMU serves to others, for example to a backup program: query-block-exports. */
export async function readBlockExports(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly BlockExport[]> {
  return asRecords(await qmp.execute('query-block-exports', undefined, options)).flatMap((one) => {
    const id = asString(one.id);
    const node = asString(one['node-name']);
    if (id === undefined || node === undefined) return [];
    const isShuttingDown = asBoolean(one['shutting-down']) ?? false;
    return [{ id, type: asString(one.type) ?? '', node, isShuttingDown }];
  });
}
