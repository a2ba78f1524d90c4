import type { CompressionStats, JobStats, JobType, PageStats, TransferStats } from '../model/domain-job.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asNumber, asRecord, asString, type UnknownRecord } from '../support/decode.js';

/** The `mbps` of QEMU are megabits. */
const BYTES_PER_MEGABIT = 1_000_000 / 8;

/** Reads how a migration goes on, or how the last one ended: query-migrate. To QEMU a save or a snapshot is one too. */
export async function readMigration(qmp: QemuExecutor, options?: ExecuteOptions): Promise<JobStats> {
  return decodeMigration(await qmp.execute('query-migrate', undefined, options));
}

/**
 * Decodes `{"status":"active","total-time":712,"expected-downtime":300,"ram":{"total":286072832,…}}`, and `{}`, which a QEMU
 * answers that never migrated. At the destination there is little more than the status.
 */
export function decodeMigration(value: unknown): JobStats {
  const migration = asRecord(value) ?? {};
  const status = asString(migration.status);
  const ram = asRecord(migration.ram);
  const memory = ram && decodeTransfer(ram);
  // Up to QEMU 9.0 a migration could copy the disks too.
  const disk = asRecord(migration.disk);
  const type = typeOf(status);
  return {
    type,
    operation: operationOf(migration),
    status,
    errorMessage: asString(migration['error-desc']),
    elapsedMilliseconds: asCount(migration['total-time']),
    downtimeMilliseconds: asCount(migration.downtime) ?? asCount(migration['expected-downtime']),
    isDowntimeExpected: migration.downtime === undefined && migration['expected-downtime'] !== undefined,
    setupMilliseconds: asCount(migration['setup-time']),
    remainingMilliseconds: type === 'unbounded' && ram ? remainingMs(ram) : undefined,
    memory,
    disk: disk && decodeTransfer(disk),
    pages: ram && decodePages(ram),
    compression: decodeCompression(asRecord(migration['xbzrle-cache'])),
    throttlePercent: asCount(migration['cpu-throttle-percentage']),
    vfioBytes: asCount(asRecord(migration.vfio)?.transferred),
  };
}

function typeOf(status: string | undefined): JobType {
  switch (status) {
    case undefined:
    case 'none':
      return 'none';
    case 'completed':
      return 'completed';
    case 'failing':
    case 'failed':
      return 'failed';
    case 'cancelled':
      return 'cancelled';
    default:
      // setup, active, pre-switchover, device, postcopy-…, cancelling, wait-unplug, colo, and what a later QEMU adds.
      return 'unbounded';
  }
}

/** A source has figures once it has begun, and a destination the addresses at which it listens. */
function operationOf(migration: UnknownRecord): JobStats['operation'] {
  if (migration.ram !== undefined) return 'migration-out';
  return migration['socket-address'] === undefined ? 'unknown' : 'migration-in';
}

function decodeTransfer(part: UnknownRecord): TransferStats {
  const megabits = asNumber(part.mbps);
  return {
    totalBytes: asCount(part.total),
    processedBytes: asCount(part.transferred),
    remainingBytes: asCount(part.remaining),
    bytesPerSecond: megabits === undefined ? undefined : Math.round(megabits * BYTES_PER_MEGABIT),
  };
}

/** By the pages that are dealt with, not by the bytes that are sent: a page of zeros takes only a few. */
function remainingMs(ram: UnknownRecord): number | undefined {
  const remaining = asCount(ram.remaining);
  const perSecond = (asCount(ram['pages-per-second']) ?? 0) * (asCount(ram['page-size']) ?? 0);
  return remaining === undefined || perSecond === 0 ? undefined : Math.round((remaining / perSecond) * 1000);
}

function decodePages(ram: UnknownRecord): PageStats {
  return {
    pageBytes: asCount(ram['page-size']),
    constantPages: asCount(ram.duplicate),
    normalPages: asCount(ram.normal),
    normalBytes: asCount(ram['normal-bytes']),
    dirtyPagesPerSecond: asCount(ram['dirty-pages-rate']),
    iteration: asCount(ram['dirty-sync-count']),
    postcopyRequests: asCount(ram['postcopy-requests']),
  };
}

function decodeCompression(cache: UnknownRecord | undefined): CompressionStats | undefined {
  return (
    cache && {
      cacheBytes: asCount(cache['cache-size']),
      bytes: asCount(cache.bytes),
      pages: asCount(cache.pages),
      cacheMisses: asCount(cache['cache-miss']),
      overflows: asCount(cache.overflow),
    }
  );
}
