/** query-blockstats, since the guest's start. */
export interface BlockStats {
  readonly read: BlockOperations;
  readonly write: BlockOperations;
  readonly flush: BlockOperations;
  readonly unmap: BlockOperations;
  /** Of zoned storage; `undefined` before QEMU 8.1. */
  readonly zoneAppend: BlockOperations | undefined;
  /** Since the last operation; `undefined` before the first one. */
  readonly idleNanoseconds: number | undefined;
}

/** The operations of one kind. */
export interface BlockOperations {
  readonly operations: number | undefined;
  /** `undefined` for flushes, which have no size. */
  readonly bytes: number | undefined;
  /** The time that they took, summed: with many in flight, it passes faster than the clock. */
  readonly nanoseconds: number | undefined;
  /** How many were joined with another one. */
  readonly merged: number | undefined;
  readonly failed: number | undefined;
  /** Refused, because the guest asked for what cannot be, such as a place behind the end. */
  readonly invalid: number | undefined;
  /** `undefined` unless block-latency-histogram-set has switched it on. */
  readonly latency: LatencyHistogram | undefined;
}

/** How many operations took how long. */
export interface LatencyHistogram {
  /** The bounds between the bins, rising. */
  readonly boundariesNanoseconds: readonly number[];
  /** One more than there are bounds. */
  readonly bins: readonly number[];
}
