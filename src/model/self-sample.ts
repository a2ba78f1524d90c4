/** What measuring costs, and how well it works. Counts are since the poller's start. */
export interface SelfSample {
  /** The number of the sweep, from 1. */
  readonly sweep: number;
  /** From the start of the sweep until its snapshot was complete. */
  readonly sweepSeconds: number;
  /** The part spent on finding guests and monitors. */
  readonly discoverSeconds: number;
  /** The part spent on reading what Linux reports of the host and the processes. */
  readonly hostSeconds: number;
  /** How late the sweep began. */
  readonly lateSeconds: number;
  /**
   * By how much the event loop of qgauge was late during the sweep: much where its host or control group has no CPU to spare, a
   * little where many guests keep it busy. No deadline counts this time.
   */
  readonly loopLateSeconds: number;
  /** Sweeps that were skipped, because the previous one, or the consumer of the snapshots, took too long. */
  readonly missedSweeps: number;
  readonly guests: number;
  /** Guests that answered in this sweep. */
  readonly answered: number;
  /** The fast lane: percentiles over the guests that answered, from connect to the last reply. */
  readonly latency:
    | { readonly p50Seconds: number; readonly p99Seconds: number; readonly maxSeconds: number }
    | undefined;
  /** The slow lane: guests in progress, guests done and failed, and the time of the slowest recent one. */
  readonly slowLane: {
    readonly running: number;
    readonly done: number;
    readonly failed: number;
    readonly maxSeconds: number;
  };
  readonly timeouts: number;
  readonly reconnects: number;
  /** Connections that were given up. */
  readonly abandoned: number;
  readonly commands: number;
  readonly requestBytes: number;
  /** The age of the oldest sample in the snapshot. */
  readonly oldestSeconds: number | undefined;
  /** CPU time of this program since its start, and its share of one CPU since the last sweep. */
  readonly cpuSeconds: number;
  readonly cpuRatio: number | undefined;
  /** `undefined` while no file descriptor is free: Node reads /proc for both. */
  readonly rssBytes: number | undefined;
  readonly heapBytes: number | undefined;
  /** What the sinks have dropped, if they count it. */
  readonly droppedBytes?: number | undefined;
}

/** What one sample cost the guest's QEMU. */
export interface QmpCost {
  readonly commands: number;
  readonly requestBytes: number;
  /** From connect (or from the request, on a held connection) until the last reply. */
  readonly seconds: number;
}
