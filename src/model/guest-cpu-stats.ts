import type { PartFailure } from './qemu-sample.js';

/** The CPU time that a guest's QEMU has used. */
export interface GuestCpuStats {
  /** `cgroup`: counted by the group, where it holds this process and all its threads; it includes threads that have ended. */
  readonly source: 'cgroup' | 'process';
  /** Exact where the group counts it, else in steps of 10 ms. */
  readonly totalNanoseconds: number;
  readonly userNanoseconds: number | undefined;
  readonly systemNanoseconds: number | undefined;
  /** On each CPU of the host, by its number; only control groups of version 1 count that. */
  readonly perCpuNanoseconds: readonly number[] | undefined;
  readonly failures: readonly PartFailure[];
}
