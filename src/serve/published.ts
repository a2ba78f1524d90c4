import type { Snapshot } from '../model/snapshot.js';

/** A sweep that has ended. Every face of the daemon answers from the last one, and none asks a guest. */
export interface Published {
  readonly snapshot: Snapshot;
  /** When it ended, by `performance.now()`: a clock that never steps. */
  readonly endedMs: number;
}

/** A sweep is stale after so many intervals, and not before {@link MIN_STALE_SECONDS}. */
const STALE_INTERVALS = 3;
const MIN_STALE_SECONDS = 15;

/** Whether a sweep is too old for its figures to pass as present ones. */
export function isStale(
  { endedMs }: Published,
  intervalSeconds: number,
  nowMs: number = performance.now(),
): boolean {
  return nowMs - endedMs > 1000 * Math.max(STALE_INTERVALS * intervalSeconds, MIN_STALE_SECONDS);
}
