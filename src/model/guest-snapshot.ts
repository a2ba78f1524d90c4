import type { NodeBitmap } from './disk-facts.js';

/** What a guest can be reverted to, as its images hold it. QEMU knows no descriptions, and not which one is a parent of which. */
export type Snapshot = InternalSnapshot | ExternalSnapshot;

/** Snapshots of one tag inside the images. */
export interface InternalSnapshot {
  readonly kind: 'internal';
  /** The tag. */
  readonly name: string;
  /** By the host's clock, seconds since the epoch; the first of the disks counts. */
  readonly takenAtSeconds: number | undefined;
  /** How long the guest had run. */
  readonly vmClockNanoseconds: number | undefined;
  /** The saved RAM and device state, which is in one of the images; 0 for a snapshot of the disks alone. */
  readonly vmStateBytes: number;
  /** The disks that have it. */
  readonly disks: readonly string[];
  /** Whether every writable disk has it: only then can the guest be reverted as a whole. */
  readonly isComplete: boolean;
}

/** An image that an overlay has frozen. */
export interface ExternalSnapshot {
  readonly kind: 'external';
  readonly disk: string;
  /** The image that is no longer written. */
  readonly path: string | undefined;
  /** The image above it. */
  readonly overlayPath: string | undefined;
}

/** A point in time from which on the writes are recorded: the dirty bitmaps of one name. */
export interface Checkpoint {
  readonly name: string;
  readonly bitmaps: readonly DiskBitmap[];
  /** Whether every writable disk has it: only then can the guest be backed up from it as a whole. */
  readonly isComplete: boolean;
  /** Whether all of it was saved when QEMU ended last: what was not is of no use. */
  readonly isConsistent: boolean;
}

/** A dirty bitmap, and the disk that it belongs to. */
export interface DiskBitmap extends NodeBitmap {
  readonly disk: string;
}
