/** A disk of a guest: a block device with a medium in it. The flash of the machine's firmware is none. */
export interface Disk {
  /**
   * The drive's id, else the device's id, else the name of its node. A device without an id has a number of QEMU's, such as
   * `device[3]`. It stays the same through snapshots, commits, backups and mirrors.
   */
  readonly name: string;
  readonly counters: DiskCounters;
  /** `undefined` until query-block has answered (it opens files, and may be slow). */
  readonly image: DiskImage | undefined;
  /** The highest offset written since QEMU opened the image's file or block device, bytes. */
  readonly highestWrittenBytes: number | undefined;
}

/** query-blockstats: since the guest's start. Times in nanoseconds. */
export interface DiskCounters {
  readonly readBytes: number | undefined;
  readonly readOperations: number | undefined;
  readonly readNanoseconds: number | undefined;
  readonly writeBytes: number | undefined;
  readonly writeOperations: number | undefined;
  readonly writeNanoseconds: number | undefined;
  readonly flushOperations: number | undefined;
  readonly flushNanoseconds: number | undefined;
  readonly failedReads?: number | undefined;
  readonly failedWrites?: number | undefined;
  readonly failedFlushes?: number | undefined;
}

/** query-block's `inserted`: the image behind a device. */
export interface DiskImage {
  /** The size that the guest sees. */
  readonly virtualBytes: number | undefined;
  /** The space that it takes on the host; `undefined` on block devices and network storage, of which QEMU does not know it. */
  readonly actualBytes: number | undefined;
  readonly readOnly: boolean;
  /** A CD, a floppy or a removable USB disk. The SD card of a board is its disk, and not removable here. */
  readonly removable: boolean;
  /**
   * `ok`, or why I/O has stopped the guest: `failed`, `nospace`. `undefined` when the device does not say, because its errors
   * do not stop the guest.
   */
  readonly ioStatus?: string | undefined;
  readonly snapshots: readonly InternalSnapshot[];
  /** The image itself, and below it those that it is based on (backing files), the topmost first. */
  readonly layers?: readonly ImageLayer[] | undefined;
}

/** One image of a chain. */
export interface ImageLayer {
  /** Its path, or the address of network storage without credentials; `undefined` where QEMU has no short name for it. */
  readonly filename: string | undefined;
  readonly virtualBytes: number | undefined;
  /** As {@link DiskImage.actualBytes}. */
  readonly actualBytes: number | undefined;
  /** As {@link Disk.highestWrittenBytes}. */
  readonly highestWrittenBytes?: number | undefined;
}

/** A drive of a guest without a medium: an empty CD drive or floppy. */
export interface EmptyDrive {
  /** As {@link Disk.name}. */
  readonly name: string;
  readonly counters: DiskCounters;
}

/** A snapshot inside an image. */
export interface InternalSnapshot {
  readonly name: string;
  /** The saved RAM and device state; 0 in images that do not hold it. */
  readonly vmStateBytes: number;
}
