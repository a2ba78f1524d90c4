import type { Disk, DiskCounters, DiskImage, EmptyDrive } from '../model/disk.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asCount, asRecord, asRecords, asString, type UnknownRecord } from '../support/decode.js';
import { driverOf, followChain, highestOffsetOf, knownActualBytes, storageOf } from './block-chain.js';
import { isFlash, keyOfDevice, nameOfDevice, pathOfDevice } from './block-device.js';
import { pathOfFilename } from './image-path.js';
import { readProperty } from './property.js';

/** query-block's part of each disk, by the key of {@link DiskTraffic}. */
export type DiskImages = ReadonlyMap<string, DiskImage>;

/** Reads the traffic of every drive, with or without a medium: query-blockstats, which is fast because it opens no file. */
export async function readDiskCounters(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly DiskTraffic[]> {
  const devices = asRecords(await qmp.execute('query-blockstats', undefined, options));
  return devices.filter((device) => !isFlash(device)).map((device) => decodeTraffic(device));
}

/** Reads the images of the devices: query-block, which may be slow because it opens all files of every chain. */
export async function readDiskImages(qmp: QemuExecutor, options?: ExecuteOptions): Promise<DiskImages> {
  const images = new Map<string, DiskImage>();
  for (const device of asRecords(await qmp.execute('query-block', undefined, options))) {
    const inserted = asRecord(device.inserted);
    if (inserted === undefined || isFlash(device)) continue;
    const image = decodeImage(device, inserted);
    const isCard = image.removable && !image.readOnly && (await isSdCard(qmp, device, options));
    const key = keyOfDevice(device, asString(inserted['node-name']));
    images.set(key, { ...image, removable: image.removable && !isCard });
  }
  return images;
}

/** The SD card of an emulated board is its disk, though QEMU calls it removable. Like a floppy, and unlike a CD, it has no tray. */
async function isSdCard(
  qmp: QemuExecutor,
  device: UnknownRecord,
  options: ExecuteOptions | undefined,
): Promise<boolean> {
  const path = pathOfDevice(device);
  if (path === undefined || 'tray_open' in device) return false;
  const type = asString(await readProperty(qmp, path, 'type', options));
  return type !== undefined && /^(?:sd-card|emmc)/.test(type);
}

/** query-blockstats' part of a disk. */
export interface DiskTraffic extends Omit<Disk, 'image'> {
  /** Identifies the device in both commands. */
  readonly key: string;
  /** Whether there is no medium in it: an empty CD drive, a floppy, the sd0 of every machine. */
  readonly isEmpty: boolean;
  /** Whether a device of the machine uses it, which is not so of that sd0. */
  readonly isUsed: boolean;
  /** {@link Disk.highestWrittenBytes} of the images below the topmost one. */
  readonly backingHighestWrittenBytes: readonly (number | undefined)[];
  /**
   * The driver at the end of the disk's chain, below filters and formats: `file`, `host_device` for a block device, `nvme`.
   * `undefined` for all others, such as nbd and rbd, and before QEMU 4.2.
   */
  readonly storageDriver: string | undefined;
}

/** Joins the two parts of each disk; without `images` the sizes are unknown. */
export function joinDisks(traffic: readonly DiskTraffic[], images: DiskImages | undefined): readonly Disk[] {
  return traffic
    .filter(({ isEmpty }) => !isEmpty)
    .map((disk) => {
      const { name, counters, highestWrittenBytes } = disk;
      const image = images?.get(disk.key);
      return { name, counters, highestWrittenBytes, image: image && joinImage(image, disk) };
    });
}

/** The drives of the machine that have no medium. */
export function emptyDrivesOf(traffic: readonly DiskTraffic[]): readonly EmptyDrive[] {
  return traffic
    .filter(({ isEmpty, isUsed }) => isEmpty && isUsed)
    .map(({ name, counters }) => ({ name, counters }));
}

function joinImage(image: DiskImage, disk: DiskTraffic): DiskImage {
  const highest = [disk.highestWrittenBytes, ...disk.backingHighestWrittenBytes];
  // Of different length when a snapshot or a job has changed the chain since its images were read, which is done less often.
  const isParallel = image.layers?.length === highest.length;
  const actualBytes = knownActualBytes(image.actualBytes, disk.storageDriver);
  const layers = image.layers?.map((layer, at) => ({
    ...layer,
    // Of the images below, QEMU does not tell what stores them.
    actualBytes: at === 0 ? actualBytes : layer.actualBytes || undefined,
    highestWrittenBytes: at === 0 || isParallel ? highest[at] : undefined,
  }));
  return { ...image, actualBytes, layers };
}

function decodeTraffic(device: UnknownRecord): DiskTraffic {
  const nodeName = asString(device['node-name']);
  const storage = storageOf(device);
  const [, ...backing] = followChain(device, 'backing');
  return {
    key: keyOfDevice(device, nodeName),
    name: nameOfDevice(device, nodeName),
    isEmpty: !nodeName,
    isUsed: Boolean(asString(device.qdev)),
    counters: decodeCounters(asRecord(device.stats) ?? {}),
    highestWrittenBytes: highestOffsetOf(storage),
    backingHighestWrittenBytes: backing.map((node) => highestOffsetOf(storageOf(node))),
    storageDriver: driverOf(storage),
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
    ioStatus: asString(device['io-status']),
    snapshots: asRecords(image.snapshots).map((snapshot) => ({
      name: asString(snapshot.name) ?? '',
      vmStateBytes: asCount(snapshot['vm-state-size']) ?? 0,
    })),
    layers: followChain(image, 'backing-image').map((layer) => ({
      filename: pathOfFilename(asString(layer.filename)),
      virtualBytes: asCount(layer['virtual-size']),
      actualBytes: asCount(layer['actual-size']),
    })),
  };
}
