import { LOOP_CLOCK } from './loop-clock.js';

/**
 * Resolves to whether the promise settled in time, by success or failure. Leaves no timer behind. Only time in which our own
 * event loop runs counts: see {@link LoopClock}.
 */
export function within(ms: number, promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = LOOP_CLOCK.setAlarm(ms, () => resolve(false));
    const finish = () => {
      stop();
      resolve(true);
    };
    promise.then(finish, finish);
  });
}
