/** A virtio disk on a file: the file's node, the format's node over it, and the drive or -blockdev that uses them. */
export interface DiskOptions {
  /** The device's id: its QOM path is /machine/peripheral/<id>. */
  readonly id: string;
  /** The name of the drive; "" when the disk was plugged with -blockdev. */
  readonly device?: string;
  /** The format's node; `<id>-node` by default. The file's node is named after it: `<nodeName>-file`. */
  readonly nodeName?: string;
  readonly file?: string;
  readonly format?: 'qcow2' | 'raw';
  /** The images that a qcow2 image lies over, the nearest first. */
  readonly backingFiles?: readonly string[];
  readonly virtualSizeBytes?: number;
  /** Of each image that it lies over; as its own until it is resized. */
  readonly backingSizeBytes?: number;
  readonly actualSizeBytes?: number;
  readonly readOnly?: boolean;
  readonly snapshots?: readonly SnapshotOptions[];
  /** How much the guest works on it, in a word or in figures; `steady` by default. */
  readonly load?: DiskLoad | LoadFigures;
  readonly readsPerSecond?: number;
  readonly writesPerSecond?: number;
  /** Counters of query-blockstats that stand still at a value of the test's choice. */
  readonly counters?: Readonly<Record<string, number>>;
  /** Limits, by QEMU's names, such as `bps_rd` or `iops`; 0 is none. */
  readonly throttle?: Readonly<Record<string, number>>;
  /** What an error that stopped the machine has left behind; `ok` again when it goes on. */
  readonly ioStatus?: 'ok' | 'failed' | 'nospace';
}

export type DiskLoad = 'idle' | 'steady' | 'busy';

/** What a guest does to a disk; what is left out is as under `steady`, failures 0. */
export interface LoadFigures {
  readonly readsPerSecond?: number;
  readonly writesPerSecond?: number;
  readonly readBytes?: number;
  readonly writeBytes?: number;
  readonly readMs?: number;
  readonly writeMs?: number;
  /** Of a hundred writes so many are followed by a flush. */
  readonly flushPercent?: number;
  readonly failedReadsPerSecond?: number;
  readonly failedWritesPerSecond?: number;
}

/** An internal snapshot; all but the name is made up where it is not given. */
export interface SnapshotOptions {
  readonly name: string;
  readonly id?: string;
  readonly vmStateBytes?: number;
  /** Host time when it was taken, in milliseconds since 1970. */
  readonly takenAtMs?: number;
  /** How long the guest had run. */
  readonly clockMs?: number;
}

/** The device: what a client may ask for by `id`, by its QOM path, or as `qdev` in replies. */
export function qdevPath(disk: DiskOptions): string {
  return `/machine/peripheral/${disk.id}/virtio-backend`;
}

export function virtualSizeBytes(disk: DiskOptions): number {
  return disk.virtualSizeBytes ?? 10 * 1024 ** 3;
}

export function actualSizeBytes(disk: DiskOptions): number {
  return disk.actualSizeBytes ?? Math.floor(virtualSizeBytes(disk) / 4);
}

export function nodeName(disk: DiskOptions): string {
  return disk.nodeName ?? `${disk.id}-node`;
}

export function fileName(disk: DiskOptions): string {
  return disk.file ?? `/var/lib/mock/${disk.id}.${disk.format ?? 'qcow2'}`;
}

/** A command's `device` may be the drive's name or the format's node. */
export function findDisk(disks: readonly DiskOptions[], name: string): DiskOptions | undefined {
  return disks.find((disk) => name !== '' && (disk.device === name || nodeName(disk) === name));
}
