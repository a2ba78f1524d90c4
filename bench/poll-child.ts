import { setFlagsFromString } from 'node:v8';
import { poll } from 'qgauge';
import { mockTargets } from './mock-targets.js';

/** What one sweep took. */
export interface SweepFigures {
  readonly sweepMs: number;
  readonly p99Ms: number;
  readonly answered: number;
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly atMs: number;
}

/** A child process: polls the sockets 0.sock, 1.sock and so on of a directory; sends the figures of every sweep. */
if (process.send !== undefined) {
  // As `qgauge stream` does.
  setFlagsFromString('--heap-growing-percent=50');
  const [, , directory = '', count = '0', interval = '1', monitors] = process.argv;
  const guests = mockTargets(directory, Number(count));
  process.on('disconnect', () => process.exit());
  for await (const { self } of poll({
    interval: Number(interval),
    guests,
    pollingSeconds: 10,
    hold: monitors === 'held',
  })) {
    if (self === undefined) continue;
    const figures: SweepFigures = {
      sweepMs: self.sweepSeconds * 1000,
      p99Ms: (self.latency?.p99Seconds ?? Number.NaN) * 1000,
      answered: self.answered,
      cpuSeconds: self.cpuSeconds,
      rssBytes: self.rssBytes ?? Number.NaN,
      heapBytes: self.heapBytes ?? Number.NaN,
      atMs: performance.now(),
    };
    process.send(figures);
  }
}
