import type { Disk, DiskCounters, DiskImage } from '../model/disk.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asCount, asRecord, asRecords, asString, type UnknownRecord } from '../support/decode.js';

/** query-block's part of each disk, by the key of {@link DiskTraffic}. */
export type DiskImages = ReadonlyMap<string, DiskImage>;

/** Reads the traffic of every device with a medium: query-blockstats, which is fast because it opens no file. */
export async function readDiskCounters(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly DiskTraffic[]> {
  const devices = asRecords(await qmp.execute('query-blockstats', undefined, options));
  // A drive without a medium has no node: an empty CD drive, a floppy, the sd0 of every machine.
  return devices.filter((device) => asString(device['node-name'])).map(decodeTraffic);
}

/** Reads the images of the devices: query-block, which may be slow because it opens all files of every chain. */
export async function readDiskImages(qmp: QemuExecutor, options?: ExecuteOptions): Promise<DiskImages> {
  const images = new Map<string, DiskImage>();
  for (const device of asRecords(await qmp.execute('query-block', undefined, options))) {
    const inserted = asRecord(device.inserted);
    if (inserted) images.set(keyOf(device, asString(inserted['node-name'])), decodeImage(device, inserted));
  }
  return images;
}

/** query-blockstats' part of a disk. */
export interface DiskTraffic extends Omit<Disk, 'image'> {
  /** Identifies the device in both commands. */
  readonly key: string;
}

/** Joins the two parts of each disk; without `images` the sizes are unknown. */
export function joinDisks(traffic: readonly DiskTraffic[], images: DiskImages | undefined): readonly Disk[] {
  return traffic.map(({ key, ...disk }) => ({ ...disk, image: images?.get(key) }));
}

function decodeTraffic(device: UnknownRecord): DiskTraffic {
  const nodeName = asString(device['node-name']);
  const stats = asRecord(device.stats) ?? {};
  // The file below a format counts how far it was written; a raw disk has no such node.
  const file = asRecord(asRecord(device.parent)?.stats) ?? stats;
  return {
    key: keyOf(device, nodeName),
    name: nameOf(device, nodeName),
    counters: decodeCounters(stats),
    highestWrittenBytes: asCount(file.wr_highest_offset),
  };
}

function decodeCounters(stats: UnknownRecord): DiskCounters {
  return {
    readBytes: asCount(stats.rd_bytes),
    readOperations: asCount(stats.rd_operations),
    readNanoseconds: asCount(stats.rd_total_time_ns),
    writeBytes: asCount(stats.wr_bytes),
    writeOperations: asCount(stats.wr_operations),
    writeNanoseconds: asCount(stats.wr_total_time_ns),
    flushOperations: asCount(stats.flush_operations),
    flushNanoseconds: asCount(stats.flush_total_time_ns),
    failedReads: asCount(stats.failed_rd_operations),
    failedWrites: asCount(stats.failed_wr_operations),
    failedFlushes: asCount(stats.failed_flush_operations),
  };
}

function decodeImage(device: UnknownRecord, inserted: UnknownRecord): DiskImage {
  const image = asRecord(inserted.image) ?? {};
  return {
    virtualBytes: asCount(image['virtual-size']),
    actualBytes: asCount(image['actual-size']),
    readOnly: asBoolean(inserted.ro) ?? false,
    removable: asBoolean(device.removable) ?? false,
    snapshots: asRecords(image.snapshots).map((snapshot) => ({
      name: asString(snapshot.name) ?? '',
      vmStateBytes: asCount(snapshot['vm-state-size']) ?? 0,
    })),
  };
}

/** With -blockdev a device has a QOM path and no drive name; an unattached drive has only a name. */
function keyOf(device: UnknownRecord, nodeName: string | undefined): string {
  return asString(device.qdev) || asString(device.device) || nodeName || '';
}

function nameOf(device: UnknownRecord, nodeName: string | undefined): string {
  const drive = asString(device.device);
  if (drive) return drive;
  // QEMU generates names such as #block378 at every start: the id of the device is more useful.
  if (nodeName && !nodeName.startsWith('#')) return nodeName;
  return deviceId(asString(device.qdev)) ?? nodeName ?? '';
}

/** `/machine/peripheral/disk0/virtio-backend` → `disk0` */
function deviceId(qdev: string | undefined): string | undefined {
  if (!qdev) return undefined;
  return qdev
    .replace(/\/virtio-backend$/, '')
    .split('/')
    .at(-1);
}
