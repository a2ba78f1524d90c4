import type { DriverBench } from './driver-bench.js';

/** One thing that a conforming driver does. */
export interface CheckCase {
  /** Stable across releases. */
  readonly id: string;
  /** What a conforming driver does. */
  readonly title: string;
  /** What it rests on. */
  readonly basis: string;
  /** What it does to the guest: reading and the polling interval are no harm; `control` stops or resizes it; `disruption` resets it. */
  readonly needs?: 'control' | 'disruption' | undefined;
  /** Whether a driver without the statistics queue is spared it. */
  readonly needsStats?: boolean | undefined;
  run(bench: DriverBench): Promise<Outcome>;
}

export interface Outcome {
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly why: string;
  readonly facts: readonly string[];
}

export function passed(...facts: readonly string[]): Outcome {
  return { state: 'passed', why: '', facts };
}

export function failed(why: string, ...facts: readonly string[]): Outcome {
  return { state: 'failed', why, facts };
}

export function skipped(why: string): Outcome {
  return { state: 'skipped', why, facts: [] };
}

/** Seconds with one decimal, as facts have them. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
