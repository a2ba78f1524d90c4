import type { MigrationSpeed } from '../model/domain-info.js';
import { readMigrationParameters } from '../qemu/migration-parameters.js';
import type { QmpReach } from './qmp-reach.js';

type Asking = Pick<QmpReach, 'qmp' | 'options'>;

/** Reads how long the guest may stand still at the end of a migration, seconds: query-migrate-parameters. */
export async function maxDowntime({ qmp, options }: Asking): Promise<number | undefined> {
  const { downtimeMilliseconds } = await readMigrationParameters(qmp, options);
  return downtimeMilliseconds === undefined ? undefined : downtimeMilliseconds / 1000;
}

/** Reads how fast a migration may be: query-migrate-parameters. */
export async function maxSpeed({ qmp, options }: Asking): Promise<MigrationSpeed> {
  const { bytesPerSecond, postcopyBytesPerSecond } = await readMigrationParameters(qmp, options);
  return { bytesPerSecond, postcopyBytesPerSecond };
}

/** Reads the size of the cache of XBZRLE compression, bytes: query-migrate-parameters. */
export async function compressionCache({ qmp, options }: Asking): Promise<number | undefined> {
  return (await readMigrationParameters(qmp, options)).compressionCacheBytes;
}
