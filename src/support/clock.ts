import { sleep } from './deadline.js';

/** The time and how to wait for it; tests replace it by a clock that they advance themselves. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Waits; rejects with the signal's reason when it fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The system's clock. */
export const REAL_CLOCK: Clock = { nowMs: () => Date.now(), sleep };
