import type { BlockStats } from './block-stats.js';

/**
 * A block device of a guest in full: a disk, a CD drive with or without a medium, a floppy drive. The flash of the machine's
 * firmware is none.
 */
export interface BlockDevice {
  /** The drive's id, else the device's id, else the name of its node; it stays the same through snapshots and jobs. */
  readonly name: string;
  /** The id of its -drive; `undefined` with -blockdev. */
  readonly drive: string | undefined;
  /** The device's id; `undefined` for a device without one, and for a drive that no device uses. */
  readonly id: string | undefined;
  /** The device as QEMU names it in commands: a whole QOM path, or an id. Other forms of it are refused. */
  readonly qdev: string | undefined;
  /** QOM path of the device, e.g. `/machine/peripheral/disk0/virtio-backend`. */
  readonly qomPath: string | undefined;
  /** The node at the top of the chain; `undefined` without a medium. */
  readonly node: string | undefined;
  /** The node that reads and writes the file or block device of the top image; write thresholds are set on it. */
  readonly protocolNode: string | undefined;
  /** The top image as QEMU names it: a path, or the address of network storage. */
  readonly path: string | undefined;
  /** The images and filters, the top one first; empty without a medium. */
  readonly layers: readonly BlockLayer[];
  /** `undefined` without a medium. */
  readonly isReadOnly: boolean | undefined;
  readonly isRemovable: boolean;
  /** Whether the guest has locked the tray. */
  readonly isLocked: boolean;
  /** `undefined` for a device without a tray. */
  readonly isTrayOpen: boolean | undefined;
  readonly isEncrypted: boolean;
  /**
   * `ok`, `failed` or `nospace`; `undefined` where errors do not stop the guest. It may be out of date: only while the run
   * state is `io-error` does it say what has stopped the guest.
   */
  readonly ioStatus: string | undefined;
  /** `undefined` without a medium. */
  readonly limits: IoLimits | undefined;
  readonly cache: CacheMode | undefined;
  /** `off`, `on` or `unmap`; `undefined` without a medium. */
  readonly detectZeroes: string | undefined;
  /** The dirty bitmaps of the top node. */
  readonly bitmaps: readonly DirtyBitmap[];
  /** The snapshots inside the top image. */
  readonly snapshots: readonly ImageSnapshot[];
  /** `undefined` when the device was plugged in between the two questions that QEMU is asked. */
  readonly stats: BlockStats | undefined;
}

/** One node in the chain of a block device: an image, or a filter above it. */
export interface BlockLayer {
  /** `undefined` where QEMU does not tell which node it is. */
  readonly node: string | undefined;
  /** The driver: `qcow2`, `raw`, `throttle` … */
  readonly format: string | undefined;
  /** The path or address of its image; `undefined` where QEMU has no short name for it. */
  readonly path: string | undefined;
  /** The image below it, as the header of this one names it; `undefined` for the last one. */
  readonly backingPath: string | undefined;
  readonly backingFormat: string | undefined;
  /** The size that the guest sees. */
  readonly virtualBytes: number | undefined;
  /** The space that it takes on the host; `undefined` on block devices and network storage, of which QEMU does not know it. */
  readonly actualBytes: number | undefined;
  /** The highest offset written since QEMU opened the file or block device. */
  readonly highestWrittenBytes: number | undefined;
  /** The driver of its storage, where QEMU tells it: `file`, `host_device`, `nvme`. */
  readonly storage: string | undefined;
}

/** Drivers that hand everything on to the node below, and hold no data. */
const FILTERS: ReadonlySet<string | undefined> = new Set([
  'blkdebug',
  'blklogwrites',
  'blkreplay',
  'compress',
  'copy-before-write',
  'copy-on-read',
  'preallocate',
  'replication',
  'throttle',
]);

/** Whether a layer is a filter, and no image. */
export function isFilter({ format }: BlockLayer): boolean {
  return FILTERS.has(format);
}

/** The top image of a device, below its filters; `undefined` without a medium. */
export function topImage({ layers }: Pick<BlockDevice, 'layers'>): BlockLayer | undefined {
  return layers.find((layer) => !isFilter(layer));
}

/** A limit on reads, on writes, and on both together; null: there is none. */
export interface Limits {
  readonly total: number | null | undefined;
  readonly read: number | null | undefined;
  readonly write: number | null | undefined;
}

/** How the I/O of a device is throttled (block_set_io_throttle). A `throttle` filter has limits of its own. */
export interface IoLimits {
  readonly bytesPerSecond: Limits;
  readonly operationsPerSecond: Limits;
  /** The rate of a burst, bytes a second. */
  readonly burstBytesPerSecond: Limits;
  readonly burstOperationsPerSecond: Limits;
  /** How long a burst may last. */
  readonly burstBytesSeconds: Limits;
  readonly burstOperationsSeconds: Limits;
  /** An operation counts once for each of so many bytes; null: once whatever its size. */
  readonly operationBytes: number | null | undefined;
  /** Devices of one group share the limits; `undefined` where there are none. */
  readonly group: string | undefined;
}

/** How QEMU caches an image (-drive cache=). */
export interface CacheMode {
  readonly isWriteback: boolean | undefined;
  /** O_DIRECT: past the host's page cache. */
  readonly isDirect: boolean | undefined;
  /** Flushes are ignored: the image is lost when the host fails. */
  readonly ignoresFlushes: boolean | undefined;
}

/** A record of the clusters that were written, for incremental backups. */
export interface DirtyBitmap {
  /** `undefined` for one of QEMU's own, which a job uses. */
  readonly name: string | undefined;
  /** How much was written since it was made or cleared. */
  readonly dirtyBytes: number | undefined;
  readonly granularityBytes: number | undefined;
  /** Whether it records writes now. */
  readonly isRecording: boolean;
  /** Whether a job uses it. */
  readonly isBusy: boolean;
  /** Whether it is saved in the image when QEMU ends. */
  readonly isPersistent: boolean;
  /** Whether it was not saved when QEMU ended last: it is of no use. */
  readonly isInconsistent: boolean;
}

/** A snapshot inside an image. */
export interface ImageSnapshot {
  readonly id: string;
  /** The tag. */
  readonly name: string;
  /** By the host's clock, seconds since the epoch. */
  readonly takenAtSeconds: number | undefined;
  /** How long the guest had run. */
  readonly vmClockNanoseconds: number | undefined;
  /** The saved RAM and device state; 0 in images that do not hold it. */
  readonly vmStateBytes: number | undefined;
}
