/** A disk of a guest: a block device with a medium in it. */
export interface Disk {
  /** The drive's id, else its node name, else the device's id: chosen by the user who started the guest. */
  readonly name: string;
  readonly counters: DiskCounters;
  /** `undefined` until query-block has answered (it opens files, and may be slow). */
  readonly image: DiskImage | undefined;
  /** The highest offset written in the image's file, bytes. */
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
  /** The space that it takes on the host. */
  readonly actualBytes: number | undefined;
  readonly readOnly: boolean;
  readonly removable: boolean;
  readonly snapshots: readonly InternalSnapshot[];
}

/** A snapshot inside an image. */
export interface InternalSnapshot {
  readonly name: string;
  /** The saved RAM and device state; 0 in images that do not hold it. */
  readonly vmStateBytes: number;
}
