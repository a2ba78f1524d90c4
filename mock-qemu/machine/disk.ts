/** A virtio disk on a file: a file node, a format node on top of it, and the drive or -blockdev that uses them. */
export interface DiskOptions {
  /** The device's id: its QOM path is /machine/peripheral/<id>. */
  readonly id: string;
  /** The name of the drive; "" when the disk was plugged with -blockdev. */
  readonly device?: string;
  /** The name of the format node (default: `<id>-node`). The file node is `<nodeName>-file`. */
  readonly nodeName?: string;
  readonly file?: string;
  readonly format?: 'qcow2' | 'raw';
  /** What the image is on (default: `file`). QEMU says 0 of the space taken on a block device, and nothing of it over NBD. */
  readonly storage?: 'file' | 'host_device' | 'nbd';
  /** The backing images of a qcow2 image, the nearest first. */
  readonly backingFiles?: readonly string[];
  readonly virtualSizeBytes?: number;
  /** The size of each backing image (default: that of the disk before it is resized). */
  readonly backingSizeBytes?: number;
  readonly actualSizeBytes?: number;
  readonly readOnly?: boolean;
  readonly snapshots?: readonly SnapshotOptions[];
  /** What the guest does to the disk (default: `steady`). */
  readonly load?: DiskLoad | LoadFigures;
  readonly readsPerSecond?: number;
  readonly writesPerSecond?: number;
  /** Fixed values for counters of query-blockstats, by QEMU's names. */
  readonly counters?: Readonly<Record<string, number>>;
  /** Limits, by QEMU's names, such as `bps_rd` or `iops`; 0 is unlimited. */
  readonly throttle?: Readonly<Record<string, number>>;
  /** The status after an error that stopped the machine; `ok` again when it continues. */
  readonly ioStatus?: 'ok' | 'failed' | 'nospace';
}

/** `idle`: no requests; `steady`: 70 a second; `busy`: 6500 larger ones a second. */
export type DiskLoad = 'idle' | 'steady' | 'busy';

/** What a guest does to a disk. Missing figures are as with `steady`, failures 0. */
export interface LoadFigures {
  readonly readsPerSecond?: number;
  readonly writesPerSecond?: number;
  readonly readBytes?: number;
  readonly writeBytes?: number;
  readonly readMs?: number;
  readonly writeMs?: number;
  /** The percentage of writes that are followed by a flush. */
  readonly flushPercent?: number;
  readonly failedReadsPerSecond?: number;
  readonly failedWritesPerSecond?: number;
}

/** An internal snapshot. Missing members get made-up values. */
export interface SnapshotOptions {
  readonly name: string;
  readonly id?: string;
  readonly vmStateBytes?: number;
  /** Host time when it was taken, in milliseconds since 1970. */
  readonly takenAtMs?: number;
  /** The guest's clock when it was taken. */
  readonly clockMs?: number;
}

/** The QOM path of the device, which is also its `qdev` in replies. */
export function qdevPath(disk: DiskOptions): string {
  return `/machine/peripheral/${disk.id}/virtio-backend`;
}

/** The size of the disk in the guest (default: 10 GiB). */
export function virtualSizeBytes(disk: DiskOptions): number {
  return disk.virtualSizeBytes ?? 10 * 1024 ** 3;
}

/** The size of the image on the host (default: a quarter of the virtual size), where QEMU says it. */
export function actualSizeBytes(disk: DiskOptions): number | undefined {
  const { storage = 'file' } = disk;
  if (storage !== 'file') return storage === 'host_device' ? 0 : undefined;
  return disk.actualSizeBytes ?? Math.floor(virtualSizeBytes(disk) / 4);
}

/** The name of the format node. */
export function nodeName(disk: DiskOptions): string {
  return disk.nodeName ?? `${disk.id}-node`;
}

/** The image file; a made-up path by default, which is never opened. */
export function fileName(disk: DiskOptions): string {
  return disk.file ?? `/var/lib/mock/${disk.id}.${disk.format ?? 'qcow2'}`;
}

/** Finds a disk by a command's `device`: the name of the drive or of the format node. */
export function findDisk(disks: readonly DiskOptions[], name: string): DiskOptions | undefined {
  return disks.find((disk) => name !== '' && (disk.device === name || nodeName(disk) === name));
}
