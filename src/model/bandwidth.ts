/** A limit of the traffic in one direction. */
export interface Bandwidth {
  readonly averageBytesPerSecond: number;
  /** What it may reach while others send little; `undefined` when that is no more than the average. */
  readonly peakBytesPerSecond: number | undefined;
  /** What may be sent at once. */
  readonly burstBytes: number | undefined;
}
