/** Between two looks as a rule: a report is seen so late at most. */
const PAUSE_MS = 200;
/** The same while a report is due: so exactly is known how long the driver took. */
const CLOSE_PAUSE_MS = 50;
/** For so long after a report was due it is looked for closely; a driver that takes longer is timed more coarsely. */
const CLOSE_MS = 1000;

/** How long to wait before the next look, in milliseconds. @param dueMs when a report may come; `undefined`: at any time */
export function pauseBeforeLook(nowMs: number, dueMs: number | undefined): number {
  if (dueMs === undefined || nowMs >= dueMs + CLOSE_MS) return PAUSE_MS;
  return nowMs >= dueMs ? CLOSE_PAUSE_MS : Math.min(PAUSE_MS, Math.max(1, dueMs - nowMs));
}
