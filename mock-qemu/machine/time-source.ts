/** The host's clocks and timers, as used by everything in the mock that waits. */
export interface TimeSource {
  /** The host's clock, in milliseconds since 1970: `last-update` and the timestamps of events. */
  nowMs(): number;
  /** A monotonic clock with an arbitrary origin. */
  monotonicMs(): number;
  /**
   * Runs `action` once, after this many milliseconds and never earlier; returns a function that cancels it.
   *
   * The timer does not keep the process alive.
   */
  after(delayMs: number, action: () => void): () => void;
}

/** Resolves after this many milliseconds of this time or clock, or at once when the signal is aborted. */
export function sleep(time: Pick<TimeSource, 'after'>, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = time.after(delayMs, done);
    signal.addEventListener('abort', done);
  });
}
