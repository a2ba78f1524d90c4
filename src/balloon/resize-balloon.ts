import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { needActual } from '../qemu/balloon.js';
import { type Resized, ResizeProgress, wholePages } from '../qemu/balloon-progress.js';
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
  const progress = new ResizeProgress({ fromBytes, bytes, stallMs, beganMs });
  for (;;) {
    const actualBytes = await needActual(qmp);
    const nowMs = clock.nowMs();
    const { resized, isOver } = progress.add(actualBytes, nowMs);
    onProgress?.(resized);
    if (isOver) return resized;
    await clock.sleep(nowMs - beganMs < FIRST_PAUSES_MS ? FIRST_PAUSE_MS : PAUSE_MS, signal);
  }
}
