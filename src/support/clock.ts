import { sleep } from './deadline.js';

/** Time as somebody who waits sees it: a test has another one, which it can let pass. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Rejects with the signal's reason when it fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const REAL_CLOCK: Clock = { nowMs: () => Date.now(), sleep };
