/** The usual pause between two samples: a report is noticed this much late at most. */
const PAUSE_MS = 200;
/** The pause while a report is due: the resolution to which the driver's answer is timed. */
const CLOSE_PAUSE_MS = 50;
/** How long after its due time a report is awaited closely; a slower driver is timed less exactly. */
const CLOSE_MS = 1000;

/**
 * How long to wait before the next sample of a balloon, in milliseconds.
 *
 * @param dueMs the earliest time of the next report, by the clock of `nowMs`; `undefined` when it is unknown
 */
export function pauseBeforeSample(nowMs: number, dueMs: number | undefined): number {
  if (dueMs === undefined || nowMs >= dueMs + CLOSE_MS) return PAUSE_MS;
  return nowMs >= dueMs ? CLOSE_PAUSE_MS : Math.min(PAUSE_MS, Math.max(1, dueMs - nowMs));
}
