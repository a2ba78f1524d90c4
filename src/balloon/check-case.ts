import type { DriverBench } from './driver-bench.js';

/** A requirement that a conforming driver meets, with the test of it. */
export interface CheckCase {
  /** Stable across releases. */
  readonly id: string;
  /** What a conforming driver does. */
  readonly title: string;
  /** The document that requires it, with its section. */
  readonly basis: string;
  /**
   * What the test does to the guest: `control` stops or resizes it, `disruption` resets it. Absent: it only reads, and sets
   * the polling interval.
   */
  readonly needs?: 'control' | 'disruption' | undefined;
  /** Whether it is skipped for a driver without the statistics queue. */
  readonly needsStats?: boolean | undefined;
  /** A rejection counts as a failure of the case. */
  run(bench: DriverBench): Promise<Outcome>;
}

/** The result of one case. */
export interface Outcome {
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Empty when the case has passed. */
  readonly why: string;
  /** What was observed, a line for each fact. */
  readonly facts: readonly string[];
}

/** The outcome of a case that the driver meets. */
export function passed(...facts: readonly string[]): Outcome {
  return { state: 'passed', why: '', facts };
}

/** The outcome of a case that the driver does not meet. */
export function failed(why: string, ...facts: readonly string[]): Outcome {
  return { state: 'failed', why, facts };
}

/** The outcome of a case that was not tested. */
export function skipped(why: string): Outcome {
  return { state: 'skipped', why, facts: [] };
}

/** Formats milliseconds as seconds with one decimal: `2.5 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
