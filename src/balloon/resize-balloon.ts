import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { readActual } from '../qemu/balloon.js';
import { type Clock, REAL_CLOCK } from '../support/clock.js';

/** How long to wait for a balloon that is resized. */
export interface ResizeOptions {
  /** How long the balloon may make no progress before it counts as stuck, in milliseconds (default: 5000). */
  readonly stallMs?: number | undefined;
  /** Called with each reading of the size, up to 100 times a second. */
  readonly onProgress?: ((progress: Resized) => void) | undefined;
  readonly clock?: Clock | undefined;
  /** Ends the waiting, by rejecting with its reason; the target stays set. */
  readonly signal?: AbortSignal | undefined;
}

/** How far a balloon has got. */
export interface Resized {
  readonly fromBytes: number;
  readonly actualBytes: number;
  /** Whether the target is reached. */
  readonly isThere: boolean;
  /** From the start to the last progress. */
  readonly seconds: number;
}

/** A guest moves hundreds of megabytes a second: with longer pauses at first, the measured time would be the pause. */
const FIRST_PAUSE_MS = 10;
const PAUSE_MS = 50;
const FIRST_PAUSES_MS = 2000;

/**
 * Sets a balloon's target, and waits until it is reached or there is no progress any more.
 *
 * @param wantedBytes what the guest is to be left with; rounded up to whole pages
 * @returns how far it got
 * @throws {CommandError} when QEMU refuses, e.g. without a balloon
 * @throws {CommandRefusedError} when the client may only read
 */
export async function resizeBalloon(
  qmp: QemuExecutor,
  wantedBytes: number,
  { stallMs = 5000, onProgress, clock = REAL_CLOCK, signal }: ResizeOptions = {},
): Promise<Resized> {
  const bytes = wholePages(wantedBytes);
  const beganMs = clock.nowMs();
  const fromBytes = await needActual(qmp);
  await qmp.execute('balloon', { value: bytes });
  let left = Number.POSITIVE_INFINITY;
  let movedMs = beganMs;
  for (;;) {
    const actualBytes = await needActual(qmp);
    const nowMs = clock.nowMs();
    // The size of a guest without free memory oscillates: only a new shortest distance is progress.
    const distance = Math.abs(actualBytes - bytes);
    if (distance < left) [left, movedMs] = [distance, nowMs];
    const progress = {
      fromBytes,
      actualBytes,
      isThere: actualBytes === bytes,
      seconds: (movedMs - beganMs) / 1000,
    };
    onProgress?.(progress);
    if (progress.isThere || nowMs - movedMs >= stallMs) return progress;
    await clock.sleep(nowMs - beganMs < FIRST_PAUSES_MS ? FIRST_PAUSE_MS : PAUSE_MS, signal);
  }
}

/** What the guest may use now, in bytes. @throws {Error} without a balloon */
export async function needActual(qmp: QemuExecutor): Promise<number> {
  const bytes = await readActual(qmp);
  if (bytes === undefined) throw new Error('query-balloon returned no size: the balloon is gone');
  return bytes;
}

const PAGE_BYTES = 4096;

/** The size that a balloon with this target reaches: it takes whole pages (virtio 1.2, 5.5.6). */
export function wholePages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}
