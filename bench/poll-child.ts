import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { parseAddress, poll } from 'qgauge';

/** What a sweep was like. */
export interface SweepFigures {
  readonly sweepMs: number;
  readonly p99Ms: number;
  readonly answered: number;
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly atMs: number;
}

/** The child that polls: sockets 0.sock, 1.sock and so on of a directory; it tells of every sweep until it is killed. */
if (process.send !== undefined) {
  // As `qgauge stream` does.
  setFlagsFromString('--heap-growing-percent=50');
  const [, , directory = '', count = '0', interval = '1'] = process.argv;
  const guests = Array.from({ length: Number(count) }, (_, number) => ({
    address: parseAddress(join(directory, `${number}.sock`)),
  }));
  process.on('disconnect', () => process.exit());
  for await (const { self } of poll({ interval: Number(interval), guests, pollingSeconds: 10 })) {
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
