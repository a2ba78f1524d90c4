import type { QmpCost, SelfSample } from '../model/self-sample.js';

/** The times and counts of one sweep, known at its end. */
export interface SweepTimes {
  readonly sweepSeconds: number;
  readonly discoverSeconds: number;
  readonly hostSeconds: number;
  readonly lateSeconds: number;
  readonly loopLateSeconds: number;
  readonly missed: number;
  readonly guests: number;
  /** The cost of each guest that answered. */
  readonly costs: readonly QmpCost[];
  /** Age of the oldest answer that is shown; `undefined` when all are of this sweep. */
  readonly oldestSeconds: number | undefined;
}

/** Counts the poller's own work since its start. */
export class SelfMeter {
  timeouts = 0;
  reconnects = 0;
  abandoned = 0;
  readonly slowLane = { running: 0, done: 0, failed: 0, maxSeconds: 0 };
  #sweeps = 0;
  #missed = 0;
  #commands = 0;
  #requestBytes = 0;
  #before: { readonly cpuSeconds: number; readonly atMs: number } | undefined;

  /** Adds the requests sent to a guest, in either lane. */
  addRequests({ commands, bytes }: { readonly commands: number; readonly bytes: number }): void {
    this.#commands += commands;
    this.#requestBytes += bytes;
  }

  /** Records that one guest has entered the slow lane. */
  beginSlow(): void {
    this.slowLane.running++;
  }

  /** Records that it has left the slow lane. */
  endSlow(seconds: number, isGood: boolean): void {
    this.slowLane.running--;
    this.slowLane.maxSeconds = Math.max(this.slowLane.maxSeconds, seconds);
    if (isGood) this.slowLane.done++;
    else this.slowLane.failed++;
  }

  /** Ends a sweep. Returns its own figures, and the totals of all sweeps. */
  endSweep(times: SweepTimes): SelfSample {
    const { missed, costs, guests, oldestSeconds } = times;
    this.#missed += missed;
    const { cpuSeconds, cpuRatio } = this.#readCpu();
    const slowLane = { ...this.slowLane };
    this.slowLane.maxSeconds = 0;
    return {
      sweep: ++this.#sweeps,
      sweepSeconds: times.sweepSeconds,
      discoverSeconds: times.discoverSeconds,
      hostSeconds: times.hostSeconds,
      lateSeconds: times.lateSeconds,
      loopLateSeconds: times.loopLateSeconds,
      missedSweeps: this.#missed,
      guests,
      answered: costs.length,
      latency: latencyOf(costs),
      slowLane,
      timeouts: this.timeouts,
      reconnects: this.reconnects,
      abandoned: this.abandoned,
      commands: this.#commands,
      requestBytes: this.#requestBytes,
      oldestSeconds,
      cpuSeconds,
      cpuRatio,
      ...readMemory(),
    };
  }

  #readCpu(): Pick<SelfSample, 'cpuSeconds' | 'cpuRatio'> {
    const { user, system } = process.cpuUsage();
    const cpuSeconds = (user + system) / 1e6;
    const atMs = performance.now();
    const before = this.#before;
    this.#before = { cpuSeconds, atMs };
    if (before === undefined || atMs <= before.atMs) return { cpuSeconds, cpuRatio: undefined };
    return { cpuSeconds, cpuRatio: (cpuSeconds - before.cpuSeconds) / ((atMs - before.atMs) / 1000) };
  }
}

function readMemory(): Pick<SelfSample, 'rssBytes' | 'heapBytes'> {
  try {
    const { rss, heapUsed } = process.memoryUsage();
    return { rssBytes: rss, heapBytes: heapUsed };
  } catch {
    return { rssBytes: undefined, heapBytes: undefined };
  }
}

function latencyOf(costs: readonly QmpCost[]): SelfSample['latency'] {
  if (costs.length === 0) return undefined;
  const sorted = costs.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { p50Seconds: at(0.5), p99Seconds: at(0.99), maxSeconds: at(1) };
}
