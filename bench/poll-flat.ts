import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { poll } from 'qgauge';
import type { Benchmark, ByEffort } from './benchmark.js';
import { serveMockSockets } from './mock-sockets.js';
import { mockTargets } from './mock-targets.js';

const GUESTS = 10;
/** In full those of eight hours, of a second each. */
const SWEEPS: ByEffort = { full: 8 * 3600, quick: 3600 };
const INTERVAL_SECONDS = 0.01;
const READINGS = 32;

/** A sweep and the bytes of the heap after it, when it has been collected. */
type Reading = readonly [sweep: number, heapBytes: number];

export const pollFlat: Benchmark = {
  name: 'poll-flat',
  about: 'growth of the heap over eight hours of sweeps at full speed, in five minutes',
  isOptional: true,
  async *measure({ effort }) {
    const readings = await readHeap(SWEEPS[effort]);
    // What is compiled and cached in the first eighth is not a leak.
    const settled = readings.slice(READINGS / 8);
    const { slope, noise } = fitLine(settled);
    const [first = 0, last = 0] = [settled[0]?.[1], settled.at(-1)?.[1]];
    yield {
      what: `heap over ${SWEEPS[effort]} sweeps of ${GUESTS} guests, from ${mib(first)} to ${mib(last)}`,
      ours: `${slope.toFixed(1)} bytes a sweep`,
      floor: `${noise.toFixed(1)} (standard error of that)`,
      ratio: (slope / noise).toFixed(2),
      target: '',
      isMet: true,
    };
  },
};

async function readHeap(sweeps: number): Promise<readonly Reading[]> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  await using sockets = await serveMockSockets('mock', GUESTS);
  const guests = mockTargets(sockets.directory, GUESTS);
  const readings: Reading[] = [];
  let sweep = 0;
  for await (const _ of poll({ interval: INTERVAL_SECONDS, slowInterval: 1, guests, pollingSeconds: 10 })) {
    sweep++;
    if (sweep % (sweeps / READINGS) === 0) {
      collect();
      const { heapUsed, rss } = process.memoryUsage();
      readings.push([sweep, heapUsed]);
      console.error(`${sweep} sweeps: heap ${mib(heapUsed)}, RSS ${mib(rss)}`);
    }
    if (sweep === sweeps) break;
  }
  return readings;
}

/** Least squares; the noise is the standard error of the slope. */
function fitLine(readings: readonly Reading[]): { readonly slope: number; readonly noise: number } {
  const count = readings.length;
  const meanX = readings.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = readings.reduce((sum, [, y]) => sum + y, 0) / count;
  const spread = readings.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = readings.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const rest = readings.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, noise: Math.sqrt(rest / (count - 2) / spread) };
}

function mib(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(2)} MiB`;
}
