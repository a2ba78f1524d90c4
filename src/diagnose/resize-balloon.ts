import { readActual } from '../guest/balloon.js';
import type { QemuExecutor } from '../guest/qemu-executor.js';
import { type Clock, REAL_CLOCK } from '../support/clock.js';

export interface ResizeOptions {
  /** For how long nothing may move before it counts as stuck. Default 5000. */
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
  /** Until it last moved. */
  readonly seconds: number;
}

const LOOK_MS = 50;

/**
 * Tells a guest another size, and waits until it is reached, or nothing has moved for so long.
 *
 * @returns where it got to
 * @throws {CommandError} when QEMU refuses: there is no balloon, or the client only reads
 */
export async function resizeBalloon(
  qmp: QemuExecutor,
  bytes: number,
  { stallMs = 5000, onLook, clock = REAL_CLOCK, signal }: ResizeOptions = {},
): Promise<Resized> {
  const beganMs = clock.nowMs();
  const fromBytes = await needActual(qmp);
  await qmp.execute('balloon', { value: bytes });
  let last = fromBytes;
  let movedMs = beganMs;
  for (;;) {
    const actualBytes = await needActual(qmp);
    const nowMs = clock.nowMs();
    if (actualBytes !== last) [last, movedMs] = [actualBytes, nowMs];
    const progress = {
      fromBytes,
      actualBytes,
      isThere: actualBytes === bytes,
      seconds: (movedMs - beganMs) / 1000,
    };
    onLook?.(progress);
    if (progress.isThere || nowMs - movedMs >= stallMs) return progress;
    await clock.sleep(LOOK_MS, signal);
  }
}

/** What the guest may use now. @throws {Error} without a balloon */
export async function needActual(qmp: QemuExecutor): Promise<number> {
  const bytes = await readActual(qmp);
  if (bytes === undefined) throw new Error('query-balloon tells no size: the balloon is gone');
  return bytes;
}
