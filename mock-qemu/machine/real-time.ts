import type { TimeSource } from './time-source.js';

/** The clock and timers of this process. */
export const realTime: TimeSource = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, action) => {
    const dueMs = performance.now() + delayMs;
    let handle: NodeJS.Timeout;
    const arm = () => {
      const leftMs = dueMs - performance.now();
      if (leftMs <= 0) return action();
      handle = setTimeout(arm, Math.min(leftMs, LONGEST_TIMEOUT_MS)).unref();
    };
    handle = setTimeout(arm, Math.min(delayMs, LONGEST_TIMEOUT_MS)).unref();
    return () => clearTimeout(handle);
  },
};

/** Node runs a longer timeout at once, and a polling interval may be 136 years. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
