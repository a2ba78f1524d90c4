/** What measuring costs, and how well it goes. Counts are since the poller's start. */
export interface SelfSample {
  /** The sweep's number, from 1. */
  readonly sweep: number;
  /** From the sweep's beginning until its snapshot was complete. */
  readonly sweepSeconds: number;
  /** Of it, looking for guests and monitors. */
  readonly discoverSeconds: number;
  /** Of it, reading what Linux knows of the host and of the processes. */
  readonly hostSeconds: number;
  /** How late the sweep began, by its schedule. */
  readonly lateSeconds: number;
  /** Sweeps that were left out, because the one before, or whoever takes the snapshots, took too long. */
  readonly missedSweeps: number;
  readonly guests: number;
  /** Guests that answered in this sweep. */
  readonly answered: number;
  /** The fast lane: percentiles over the guests that answered, from connecting to the last reply. */
  readonly latency:
    | { readonly p50Seconds: number; readonly p99Seconds: number; readonly maxSeconds: number }
    | undefined;
  /** The slow lane: how many guests are asked just now, how many were, and how long the slowest of the last ones took. */
  readonly slowLane: {
    readonly running: number;
    readonly done: number;
    readonly failed: number;
    readonly maxSeconds: number;
  };
  readonly timeouts: number;
  readonly reconnects: number;
  /** Connections that were given up on. */
  readonly abandoned: number;
  readonly commands: number;
  readonly requestBytes: number;
  /** The age of the oldest answer that a guest is shown with. */
  readonly oldestSeconds: number | undefined;
  /** CPU time of this program since its start, and its share of one CPU since the last sweep. */
  readonly cpuSeconds: number;
  readonly cpuRatio: number | undefined;
  /** Unknown while the host has no descriptor to spare: Node reads /proc for both. */
  readonly rssBytes: number | undefined;
  readonly heapBytes: number | undefined;
  /** What the sinks have thrown away, where they tell. */
  readonly droppedBytes?: number | undefined;
}

/** What one guest's QEMU had to do for a sample. */
export interface QmpCost {
  readonly commands: number;
  readonly requestBytes: number;
  /** From connecting (or from the request, on a connection that is held) until the last reply. */
  readonly seconds: number;
}
