/** The host's clocks and timers; whatever waits in the mock takes its time from here. */
export interface TimeSource {
  /** The host's clock, in milliseconds since 1970: `last-update` and the timestamps of events. */
  nowMs(): number;
  /** A clock that only goes forward, from no point in particular. */
  monotonicMs(): number;
  /**
   * Runs `action` once, so many milliseconds from now and never earlier; returns what cancels it.
   *
   * A timer keeps no process alive.
   */
  after(delayMs: number, action: () => void): () => void;
}

/** Resolves after so many milliseconds of this time or clock, or at once when the signal says that nobody waits any more. */
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
