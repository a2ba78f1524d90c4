import { expect, it } from 'vitest';
import { formatSelf } from '../../../src/cli/stream/self-report.js';
import type { SelfSample } from '../../../src/model/self-sample.js';

const SELF: SelfSample = {
  sweep: 60,
  sweepSeconds: 0.0451,
  discoverSeconds: 0.01,
  hostSeconds: 0.01,
  lateSeconds: 0,
  loopLateSeconds: 0.0123,
  missedSweeps: 1,
  guests: 12,
  answered: 11,
  latency: { p50Seconds: 0.0008, p99Seconds: 0.0031, maxSeconds: 0.004 },
  slowLane: { running: 0, done: 12, failed: 0, maxSeconds: 0.01 },
  timeouts: 2,
  reconnects: 0,
  abandoned: 3,
  commands: 100,
  requestBytes: 10_000,
  oldestSeconds: undefined,
  cpuSeconds: 1,
  cpuRatio: 0.0123,
  rssBytes: 85 * 2 ** 20,
  heapBytes: 1,
};

it('what measuring costs is one line', () => {
  expect(formatSelf(SELF, 0)).toBe(
    'sweep 60: 11 of 12 guests in 45.1 ms; p50 0.8 ms, p99 3.1 ms; timeouts 2, given up 3, missed sweeps 1; late 12.3 ms; CPU 1.2 %; RSS 85 MiB; dropped 0 bytes',
  );
});

it('what is not known is said so, or left out', () => {
  expect(formatSelf({ ...SELF, latency: undefined, cpuRatio: undefined }, 7)).toBe(
    'sweep 60: 11 of 12 guests in 45.1 ms; timeouts 2, given up 3, missed sweeps 1; late 12.3 ms; CPU unknown; RSS 85 MiB; dropped 7 bytes',
  );
});
