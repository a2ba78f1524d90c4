import type { DirtyBitmap, IoLimits } from './block-device.js';
import type { PartFailure } from './qemu-sample.js';

/** How large a disk is, by libvirt's three measures. Each is `undefined` where neither QEMU nor the host knows it. */
export interface BlockInfo {
  /** The size that the guest sees. */
  readonly capacityBytes: number | undefined;
  /** What it takes: of a qcow2 file the space on the host, else how far it was written. */
  readonly allocationBytes: number | undefined;
  /** The space on the host; the length of the file or block device where it would say nothing more than the allocation. */
  readonly physicalBytes: number | undefined;
  readonly failures: readonly PartFailure[];
}

/** The limits of a disk, and why they may not be all. */
export interface IoTune extends IoLimits {
  readonly failures: readonly PartFailure[];
}

/** What has stopped the I/O of a disk. */
export interface DiskError {
  /** The name of the disk. */
  readonly disk: string;
  readonly path: string | undefined;
  readonly error: 'unspecified' | 'no-space';
}

/** Where QEMU reports a write: see {@link writeThreshold}. */
export interface WriteThreshold {
  /** The node that it is set on. */
  readonly node: string | undefined;
  /** Null: not set. `undefined` where QEMU does not tell the node. */
  readonly bytes: number | null | undefined;
  readonly failures: readonly PartFailure[];
}

/** A dirty bitmap, and the node that it belongs to. */
export interface NodeBitmap extends DirtyBitmap {
  readonly node: string;
}
