/** How far a balloon has got. */
export interface Resized {
  readonly fromBytes: number;
  readonly actualBytes: number;
  /** Whether the target is reached. */
  readonly isThere: boolean;
  /** From the start to the last progress. */
  readonly seconds: number;
}

/** A balloon that was given a target. */
export interface ResizeStart {
  readonly fromBytes: number;
  /** The target, whole pages. */
  readonly bytes: number;
  /** How long it may make no progress before it counts as stuck. */
  readonly stallMs: number;
  readonly beganMs: number;
}

/** Judges the sizes of a balloon on its way to a target. */
export class ResizeProgress {
  readonly #start: ResizeStart;
  #left = Number.POSITIVE_INFINITY;
  #movedMs: number;

  constructor(start: ResizeStart) {
    this.#start = start;
    this.#movedMs = start.beganMs;
  }

  /** Takes a size; `isOver` when the target is reached, or there was no progress for too long. */
  add(actualBytes: number, nowMs: number): { readonly resized: Resized; readonly isOver: boolean } {
    const { fromBytes, bytes, stallMs, beganMs } = this.#start;
    // The size of a guest without free memory oscillates: only a new shortest distance is progress.
    const distance = Math.abs(actualBytes - bytes);
    if (distance < this.#left) [this.#left, this.#movedMs] = [distance, nowMs];
    const isThere = actualBytes === bytes;
    const resized = { fromBytes, actualBytes, isThere, seconds: (this.#movedMs - beganMs) / 1000 };
    return { resized, isOver: isThere || nowMs - this.#movedMs >= stallMs };
  }
}

const PAGE_BYTES = 4096;

/** The size that a balloon with this target reaches: it takes whole pages (virtio 1.2, 5.5.6). */
export function wholePages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}
