import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { readActual } from '../qemu/balloon.js';
import { type Clock, REAL_CLOCK } from '../support/clock.js';

export interface ResizeOptions {
  /** For how long it may come no nearer before it counts as stuck. Default 5000. */
  readonly stallMs?: number | undefined;
  /** Told of every look. */
  readonly onLook?: ((progress: Resized) => void) | undefined;
  readonly clock?: Clock | undefined;
  /** Ends the waiting, by rejecting with its reason; the target stays. */
  readonly signal?: AbortSignal | undefined;
}

export interface Resized {
  readonly fromBytes: number;
  readonly actualBytes: number;
  readonly isThere: boolean;
  /** Until it last came nearer. */
  readonly seconds: number;
}

/** A guest moves hundreds of megabytes a second: who looks seldom measures its own looks. */
const SOON_MS = 10;
const LOOK_MS = 50;
const SOON_FOR_MS = 2000;

/**
 * Tells a guest another size, and waits until it is reached, or it has come no nearer for so long.
 *
 * @returns where it got to
 * @throws {CommandError} when QEMU refuses: there is no balloon, or the client only reads
 */
export async function resizeBalloon(
  qmp: QemuExecutor,
  wantedBytes: number,
  { stallMs = 5000, onLook, clock = REAL_CLOCK, signal }: ResizeOptions = {},
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
    // A guest without memory goes to and fro for ever: only what is nearer than ever before is progress.
    const distance = Math.abs(actualBytes - bytes);
    if (distance < left) [left, movedMs] = [distance, nowMs];
    const progress = {
      fromBytes,
      actualBytes,
      isThere: actualBytes === bytes,
      seconds: (movedMs - beganMs) / 1000,
    };
    onLook?.(progress);
    if (progress.isThere || nowMs - movedMs >= stallMs) return progress;
    await clock.sleep(nowMs - beganMs < SOON_FOR_MS ? SOON_MS : LOOK_MS, signal);
  }
}

/** What the guest may use now. @throws {Error} without a balloon */
export async function needActual(qmp: QemuExecutor): Promise<number> {
  const bytes = await readActual(qmp);
  if (bytes === undefined) throw new Error('query-balloon tells no size: the balloon is gone');
  return bytes;
}

const PAGE_BYTES = 4096;

/** The size that a guest gets to when it is told this one: the balloon takes whole pages (virtio 1.2, 5.5.6). */
export function wholePages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}
