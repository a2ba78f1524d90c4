/** A disk of a guest: a block device with a medium in it. */
export interface Disk {
  /** The drive's id, else its node name, else the device's id. Chosen by whoever started the guest. */
  readonly name: string;
  readonly counters: DiskCounters;
  /** `undefined` while query-block has not answered (it opens files, and may be slow). */
  readonly image: DiskImage | undefined;
  /** The highest offset that was written in the image's file, bytes. */
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
  /** What the guest sees. */
  readonly virtualBytes: number | undefined;
  /** What it takes on the host. */
  readonly actualBytes: number | undefined;
  readonly readOnly: boolean;
  readonly removable: boolean;
  readonly snapshots: readonly InternalSnapshot[];
}

export interface InternalSnapshot {
  readonly name: string;
  readonly vmStateBytes: number;
}
