import type { PartFailure } from './qemu-sample.js';

/** libvirt's virDomainJobType. `bounded` is never used: QEMU does not say how long a job takes. */
export type JobType = 'none' | 'bounded' | 'unbounded' | 'completed' | 'failed' | 'cancelled';

/** libvirt's virDomainJobOperation, as far as QEMU tells it. A migration may be a save or a snapshot too. */
export type JobOperation = 'unknown' | 'migration-in' | 'migration-out' | 'dump' | 'backup';

/** A job of the whole guest: a migration, a dump, a backup. Figures that its kind does not have are `undefined`. */
export interface JobStats {
  readonly type: JobType;
  readonly operation: JobOperation;
  /** QEMU's own word for how far it is, e.g. `postcopy-active`. */
  readonly status: string | undefined;
  /** Why it failed. */
  readonly errorMessage: string | undefined;
  readonly elapsedMilliseconds: number | undefined;
  /** How long the guest stood still, or is expected to; see `isDowntimeExpected`. */
  readonly downtimeMilliseconds: number | undefined;
  readonly isDowntimeExpected: boolean;
  readonly setupMilliseconds: number | undefined;
  /** At the present speed; an estimate. */
  readonly remainingMilliseconds: number | undefined;
  readonly memory: TransferStats | undefined;
  readonly disk: TransferStats | undefined;
  readonly pages: PageStats | undefined;
  /** Of a migration with the capability xbzrle. */
  readonly compression: CompressionStats | undefined;
  /** How much the vCPUs are held back, so that the migration comes to an end. */
  readonly throttlePercent: number | undefined;
  readonly vfioBytes: number | undefined;
}

/** How much of something was copied. What changes meanwhile is copied again: `processedBytes` may exceed the total. */
export interface TransferStats {
  readonly totalBytes: number | undefined;
  readonly processedBytes: number | undefined;
  readonly remainingBytes: number | undefined;
  readonly bytesPerSecond: number | undefined;
}

/** The pages of a migration. */
export interface PageStats {
  readonly pageBytes: number | undefined;
  /** Filled with one byte, and not sent. */
  readonly constantPages: number | undefined;
  readonly normalPages: number | undefined;
  readonly normalBytes: number | undefined;
  readonly dirtyPagesPerSecond: number | undefined;
  /** How often the dirty pages were collected. */
  readonly iteration: number | undefined;
  readonly postcopyRequests: number | undefined;
}

/** XBZRLE compression. */
export interface CompressionStats {
  readonly cacheBytes: number | undefined;
  readonly bytes: number | undefined;
  readonly pages: number | undefined;
  readonly cacheMisses: number | undefined;
  readonly overflows: number | undefined;
}

/** A job of QEMU's: query-jobs. */
export interface QemuJob {
  readonly id: string;
  /** `backup`, `commit`, `mirror`, `stream`, `create`, `amend`, `snapshot-save` … */
  readonly type: string;
  /** `created`, `running`, `paused`, `ready`, `standby`, `waiting`, `pending`, `aborting`, `concluded` … */
  readonly status: string;
  /** In a unit of the job's own, mostly bytes. */
  readonly currentProgress: number | undefined;
  readonly totalProgress: number | undefined;
  /** Why it failed. */
  readonly error: string | undefined;
}

/** libvirt's virDomainBlockJobType. */
export type BlockJobKind = 'unknown' | 'pull' | 'copy' | 'commit' | 'active-commit' | 'backup';

/** A job on a disk: query-block-jobs. */
export interface BlockJob {
  readonly id: string;
  readonly kind: BlockJobKind;
  /** QEMU's own word: `stream`, `mirror`, `commit`, `backup` … */
  readonly type: string;
  readonly status: string | undefined;
  /** How far it is, up to `endBytes`. */
  readonly currentBytes: number | undefined;
  readonly endBytes: number | undefined;
  /** Null: there is no limit. */
  readonly limitBytesPerSecond: number | null | undefined;
  /** Whether a mirror or an active commit may be completed. */
  readonly isReady: boolean;
  readonly isPaused: boolean;
  readonly isBusy: boolean;
  /** `ok`, `failed` or `nospace`. */
  readonly ioStatus: string | undefined;
  readonly error: string | undefined;
}

/** query-dump. */
export interface Dump {
  /** `none`, `active`, `completed` or `failed`; QEMU remembers the last one. */
  readonly status: string | undefined;
  readonly completedBytes: number | undefined;
  readonly totalBytes: number | undefined;
}

/** query-block-exports: a disk that QEMU serves to others. */
export interface BlockExport {
  readonly id: string;
  /** `nbd`, `vhost-user-blk`, `fuse`, `vduse-blk`. */
  readonly type: string;
  readonly node: string;
  readonly isShuttingDown: boolean;
}

/** What libvirt's older call tells of a job: the sums of {@link JobStats}. */
export interface JobInfo extends Pick<JobStats, 'type' | 'elapsedMilliseconds' | 'remainingMilliseconds'> {
  readonly data: TransferStats;
  readonly memory: TransferStats;
  readonly disk: TransferStats;
}

/** The job on a disk. */
export interface DiskJob {
  /** Null: there is none. `undefined`: there are jobs, and QEMU does not tell of which disks. */
  readonly job: BlockJob | null | undefined;
  /** The jobs of which QEMU does not tell the disk; empty where the job is known. */
  readonly others: readonly BlockJob[];
  readonly failures: readonly PartFailure[];
}

/** A dump of the guest's memory, and the formats that this QEMU can write. */
export interface DumpInfo extends Dump {
  readonly formats: readonly string[] | undefined;
  readonly failures: readonly PartFailure[];
}

/** The backups that go on, and the disks that QEMU serves to the programs that fetch them. */
export interface BackupInfo {
  readonly jobs: readonly QemuJob[];
  readonly exports: readonly BlockExport[];
}
