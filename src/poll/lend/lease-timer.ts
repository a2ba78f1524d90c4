import { LOOP_CLOCK } from '../../support/loop-clock.js';

/** What has arrived while this program did not run, such as a renewal, is read in this time. */
const GRACE_MS = 1000;

/** Calls back after that time, but not before our event loop has run for a moment. Returns a function that prevents it. */
export function startLeaseTimer(ms: number, onEnd: () => void): () => void {
  let stop = (): void => undefined;
  const timer = setTimeout(() => {
    stop = LOOP_CLOCK.setAlarm(GRACE_MS, onEnd);
  }, ms);
  // A poller that has nothing else to do may end.
  timer.unref();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
