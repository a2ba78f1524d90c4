import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SelfMeter, type SweepTimes } from '../../src/poll/self-meter.js';

const TIMES: SweepTimes = {
  sweepSeconds: 0.02,
  discoverSeconds: 0.005,
  hostSeconds: 0.001,
  lateSeconds: 0,
  loopLateSeconds: 0,
  missed: 0,
  guests: 0,
  costs: [],
  oldestSeconds: undefined,
};

const cost = (seconds: number) => ({ commands: 5, requestBytes: 300, seconds });

describe('SelfMeter', () => {
  it('counts from the start of the poller', () => {
    const meter = new SelfMeter();
    meter.addRequests({ commands: 5, bytes: 300 });
    meter.timeouts = 2;
    meter.abandoned = 1;
    expect(meter.endSweep({ ...TIMES, missed: 2, guests: 3 })).toMatchObject({
      sweep: 1,
      missedSweeps: 2,
      guests: 3,
      answered: 0,
      latency: undefined,
      commands: 5,
      requestBytes: 300,
      timeouts: 2,
      reconnects: 0,
      abandoned: 1,
      oldestSeconds: undefined,
    });
    meter.addRequests({ commands: 2, bytes: 100 });
    meter.reconnects++;
    expect(meter.endSweep({ ...TIMES, missed: 1, oldestSeconds: 7 })).toMatchObject({
      sweep: 2,
      missedSweeps: 3,
      commands: 7,
      requestBytes: 400,
      reconnects: 1,
      oldestSeconds: 7,
    });
  });

  it('reports the percentiles of the guests that answered, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => cost(100 - index));
    const { answered, latency } = new SelfMeter().endSweep({ ...TIMES, guests: 120, costs: hundred });
    expect(answered).toBe(100);
    expect(latency).toEqual({ p50Seconds: 50, p99Seconds: 99, maxSeconds: 100 });
  });

  it('reports one latency for all percentiles when one guest answered', () => {
    const { latency } = new SelfMeter().endSweep({ ...TIMES, costs: [cost(0.004)] });
    expect(latency).toEqual({ p50Seconds: 0.004, p99Seconds: 0.004, maxSeconds: 0.004 });
  });

  it('reports its own share of a CPU since the last sweep', () => {
    const meter = new SelfMeter();
    expect(meter.endSweep(TIMES).cpuRatio).toBeUndefined();
    const endsAt = performance.now() + 60;
    while (performance.now() < endsAt);
    const { cpuRatio, cpuSeconds, rssBytes, heapBytes } = meter.endSweep(TIMES);
    expect(cpuRatio).toBeGreaterThan(0.1);
    expect(cpuSeconds).toBeGreaterThan(0);
    expect(rssBytes).toBeGreaterThan(heapBytes ?? Number.POSITIVE_INFINITY);
  });

  it('leaves out its own memory when no descriptor is left to read it', () => {
    const usage = vi.spyOn(process, 'memoryUsage').mockImplementation(() => {
      throw new Error('EMFILE: too many open files, uv_resident_set_memory');
    });
    onTestFinished(() => usage.mockRestore());
    const { sweep, rssBytes, heapBytes } = new SelfMeter().endSweep(TIMES);
    expect([sweep, rssBytes, heapBytes]).toEqual([1, undefined, undefined]);
  });

  it("reports the slow lane's longest time since the last sweep, and totals of the rest", () => {
    const meter = new SelfMeter();
    meter.slowLane.done = 3;
    meter.slowLane.maxSeconds = 1.5;
    expect(meter.endSweep(TIMES).slowLane).toEqual({ running: 0, done: 3, failed: 0, maxSeconds: 1.5 });
    expect(meter.endSweep(TIMES).slowLane).toEqual({ running: 0, done: 3, failed: 0, maxSeconds: 0 });
  });
});
