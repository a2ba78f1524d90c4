import type { BlockDevice } from '../../model/block-device.js';
import { topImage } from '../../model/block-device.js';
import { CommandError } from '../../protocol/qmp/errors.js';
import { readBlockJobs } from '../../qemu/jobs.js';
import { QgaugeError } from '../../support/errors.js';
import { describeSize } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { readDisk } from '../find-disk.js';

/** Some QEMUs accept any size, and round nothing. */
const SECTOR_BYTES = 512;
/** Preallocated images take long. */
const USUAL_MS = 60_000;

/** A disk cannot be changed while a job is at it; the message names the jobs. */
export class BusyDiskError extends QgaugeError {
  constructor(message: string, options: ErrorOptions) {
    super('ERR_DISK_BUSY', message, options);
  }
}

/**
 * Changes the size of a disk while the guest has it: block_resize. The guest is told; its partitions and file systems stay as they
 * are.
 *
 * @param bytes a multiple of 512
 * @param options.force also to make it smaller, which loses what is behind the new end
 * @returns the disk as it is then
 * @throws {NoSuchDeviceError} when the guest has no such disk
 * @throws {ControlRefusedError} when the size is not a multiple of 512; when it is smaller, without `force`
 * @throws {UnsupportedError} for a drive without a medium
 */
export async function resizeDisk(
  reach: ControlReach,
  disk: string,
  bytes: number,
  { force = false, ...options }: CallOptions & { readonly force?: boolean | undefined } = {},
): Promise<BlockDevice> {
  return reach.control.call('resizeDisk', { usualMs: USUAL_MS, ...options }, async (call) => {
    const found = await readDisk(reach, disk);
    const { name, node } = found;
    const refuse = (why: string) => new ControlRefusedError(reach.name, why);
    const shown = terminalSafe(name, 60);
    if (node === undefined) throw new UnsupportedError(reach.name, `the drive ${shown} has no medium`);
    if (!Number.isSafeInteger(bytes) || bytes <= 0 || bytes % SECTOR_BYTES !== 0)
      throw refuse(`${bytes} is not a valid size: expected bytes, a multiple of ${SECTOR_BYTES}`);
    const now = topImage(found)?.virtualBytes;
    if (now === undefined) throw new UnsupportedError(reach.name, `QEMU does not tell the size of ${shown}`);
    if (bytes < now && !force)
      throw refuse(
        `${shown} has ${describeSize(now)}: what is behind ${describeSize(bytes)} would be lost; to do it, use force (--force)`,
      );
    try {
      await call.qemu('block_resize', { 'node-name': node, size: bytes }, { timeoutMs: USUAL_MS });
    } catch (error) {
      throw await withJobs(reach, error);
    }
    await call.until(`${shown} to have ${describeSize(bytes)}`, {
      query: async () => (topImage(await readDisk(reach, disk))?.virtualBytes === bytes ? true : undefined),
    });
    return readDisk(reach, disk);
  });
}

/** QEMU 7.2 says only that something is in use: Device '(null)'. */
async function withJobs({ qmp, options }: ControlReach, error: unknown): Promise<unknown> {
  if (!(error instanceof CommandError)) return error;
  const jobs = await readBlockJobs(qmp, options).catch(() => []);
  if (jobs.length === 0) return error;
  const list = jobs.map(({ type, id }) => `${terminalSafe(type, 30)} '${terminalSafe(id, 60)}'`).join(', ');
  return new BusyDiskError(`${error.message}: jobs on disks are under way: ${list}`, { cause: error });
}
