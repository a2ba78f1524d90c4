import { setMaxListeners } from 'node:events';
import { LOOP_CLOCK } from './loop-clock.js';

/** A signal that fires at a time, or earlier with its parent; disposing of it stops the timer. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
}

/** The reason of a signal whose time has run out. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
  readonly afterMs: number;

  constructor(afterMs: number) {
    super(`not finished within ${Math.round(afterMs)} ms`);
    this.afterMs = afterMs;
  }
}

/**
 * Limits a wait for others to `ms` milliseconds. Only time in which our own event loop runs counts, and what has arrived is
 * read before the signal fires: see {@link LoopClock}.
 */
export function startDeadline(ms: number, parent?: AbortSignal): Deadline {
  return startSignal(parent, (fire) => LOOP_CLOCK.setAlarm(ms, () => fire(new DeadlineExceeded(ms))));
}

/** A signal that fires after `ms` milliseconds by the clock on the wall, as a user means who says how long something goes on. */
export function startPeriod(ms: number, parent?: AbortSignal): Deadline {
  return startSignal(parent, (fire) => {
    const timer = setTimeout(() => fire(new DeadlineExceeded(ms)), ms);
    return () => clearTimeout(timer);
  });
}

/** @param start sets the timer; returns a function that stops it */
function startSignal(
  parent: AbortSignal | undefined,
  start: (fire: (reason: Error) => void) => () => void,
): Deadline {
  const controller = new AbortController();
  // Every command in flight adds a listener; Node would warn of a leak.
  setMaxListeners(0, controller.signal);
  const stopTimer = start((reason) => controller.abort(reason));
  const onParentAbort = () => controller.abort(parent?.reason);
  if (parent?.aborted) onParentAbort();
  else parent?.addEventListener('abort', onParentAbort, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      stopTimer();
      parent?.removeEventListener('abort', onParentAbort);
    },
  };
}

/** Waits `ms` milliseconds; rejects with the signal's reason when it fires first. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Settles as `promise` does, or rejects with the signal's reason when it fires first: how the promise ends then is ignored. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
