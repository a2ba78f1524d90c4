import { setMaxListeners } from 'node:events';

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

/** Starts a timer of `ms` milliseconds; an abort of the parent is passed on with its reason. */
export function startDeadline(ms: number, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  // Every command in flight adds a listener; Node would warn of a leak.
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(() => controller.abort(new DeadlineExceeded(ms)), ms);
  const onParentAbort = () => controller.abort(parent?.reason);
  const stop = () => {
    clearTimeout(timer);
    parent?.removeEventListener('abort', onParentAbort);
  };
  if (parent?.aborted) onParentAbort();
  else parent?.addEventListener('abort', onParentAbort, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose]: stop,
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

/** Settles as `promise` does, or rejects with the signal's reason when it fires first. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
