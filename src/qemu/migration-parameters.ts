import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord } from '../support/decode.js';

/** The settings of a migration, whether or not there is one. */
export interface MigrationParameters {
  /** How long the guest may stand still at the end. */
  readonly downtimeMilliseconds: number | undefined;
  /** Null: no limit. */
  readonly bytesPerSecond: number | null | undefined;
  /** The same while the guest runs at the destination already. */
  readonly postcopyBytesPerSecond: number | null | undefined;
  /** The cache of XBZRLE compression. */
  readonly compressionCacheBytes: number | undefined;
}

/** Reads the settings of a migration: query-migrate-parameters. */
export async function readMigrationParameters(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<MigrationParameters> {
  const parameters = asRecord(await qmp.execute('query-migrate-parameters', undefined, options));
  return {
    downtimeMilliseconds: asCount(parameters?.['downtime-limit']),
    bytesPerSecond: speedOf(parameters?.['max-bandwidth']),
    postcopyBytesPerSecond: speedOf(parameters?.['max-postcopy-bandwidth']),
    compressionCacheBytes: asCount(parameters?.['xbzrle-cache-size']),
  };
}

/** 0 is no limit: QEMU then sends as fast as it can. */
function speedOf(value: unknown): number | null | undefined {
  const speed = asCount(value);
  return speed === 0 ? null : speed;
}
