import type { BlockDevice } from '../model/block-device.js';
import type { DirtyRate } from '../model/dirty-rate.js';
import type { BackupInfo, BlockJob, DiskJob, DumpInfo, QemuJob } from '../model/domain-job.js';
import { readBlockDevices } from '../qemu/block-devices.js';
import { readDirtyRate } from '../qemu/dirty-rate.js';
import { readDump, readDumpFormats } from '../qemu/dump.js';
import { readBlockExports, readBlockJobs, readJobs } from '../qemu/jobs.js';
import { PartFailures } from '../support/part-failures.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { UnsupportedError } from './domain-error.js';
import { findDisk } from './find-disk.js';
import type { QmpReach } from './qmp-reach.js';
import { isWritable } from './snapshots.js';

type Asking = Pick<QmpReach, 'qmp' | 'options'>;

/** Reads the jobs of QEMU, by its own names: query-jobs. */
export function jobs({ qmp, options }: Asking): Promise<readonly QemuJob[]> {
  return readJobs(qmp, options);
}

/** Reads the jobs on disks: query-block-jobs. */
export function blockJobs({ qmp, options }: Asking): Promise<readonly BlockJob[]> {
  return readBlockJobs(qmp, options);
}

/**
 * Reads the job on a disk: query-block-jobs, query-block. QEMU names a job and not its disk: it is found where its id is that
 * of the drive, or ends in the name of the disk or of its node, as with libvirt (`copy-vda-libvirt-1-format`). A job with another id
 * is that of the disk where no other one can be written to.
 *
 * @throws {NoSuchDeviceError} when the guest has no such disk
 */
export async function blockJob(reach: QmpReach, disk: string): Promise<DiskJob> {
  const { qmp, options } = reach;
  const [known, disks] = await Promise.all([readBlockJobs(qmp, options), readBlockDevices(qmp, options)]);
  const wanted = findDisk(reach, disks, disk);
  const job = known.find(({ id }) => isJobOf(id, wanted));
  const others = known.filter(({ id }) => !disks.some((one) => isJobOf(id, one)));
  const writable = disks.filter(isWritable);
  const isOnly = writable.length === 1 && writable[0] === wanted && others.length === 1;
  const found = job ?? (isOnly ? others[0] : undefined);
  if (found) return { job: found, others: [], failures: [] };
  if (others.length === 0) return { job: null, others, failures: [] };
  const ids = others.map(({ id }) => `'${terminalSafe(id, MAX_ID)}'`).join(', ');
  const why = `QEMU does not tell which disk these jobs are of: ${ids}`;
  return { job: undefined, others, failures: [{ part: 'job', why }] };
}

const MAX_ID = 100;

function isJobOf(id: string, { name, drive, id: device, node, layers }: BlockDevice): boolean {
  const names = [name, drive, device, node, ...layers.map((layer) => layer.node)];
  return names.some((one) => one !== undefined && (id === one || id.endsWith(`-${one}`)));
}

/**
 * Reads how fast the guest changes its memory, by the last measurement: query-dirty-rate. Starts none.
 *
 * @throws {UnsupportedError} before QEMU 5.2, which cannot measure it
 */
export async function dirtyRate({ name, qmp, options }: QmpReach): Promise<DirtyRate> {
  const rate = await readDirtyRate(qmp, options);
  if (rate === undefined)
    throw new UnsupportedError(name, 'this QEMU cannot measure a dirty rate: 5.2 and later can');
  return rate;
}

/** Reads how far a dump is, or how the last one ended: query-dump, query-dump-guest-memory-capability. */
export async function dumpInfo({ qmp, options }: Asking): Promise<DumpInfo> {
  const parts = new PartFailures();
  const [dump, formats] = await Promise.all([
    readDump(qmp, options),
    parts.catch('formats', readDumpFormats(qmp, options)),
  ]);
  return { ...dump, formats, failures: parts.list() };
}

/** Reads the backups: query-jobs, query-block-exports. */
export async function backupInfo({ qmp, options }: Asking): Promise<BackupInfo> {
  const [all, exports] = await Promise.all([readJobs(qmp, options), readBlockExports(qmp, options)]);
  return { jobs: all.filter(({ type }) => type === 'backup'), exports };
}
