import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseAddress, poll } from 'qgauge';

/**
 * Eight hours' worth of sweeps of a second each, at full speed over a few mock guests, and how the heap grows over them
 * after each thousand. Run by hand: it takes five minutes.
 */
const GUESTS = 10;
const SWEEPS = 8 * 3600;
const INTERVAL_SECONDS = 0.01;
const LOOK_EVERY = 900;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const directory = await mkdtemp(join(tmpdir(), 'qg-'));
const server = fork(join(import.meta.dirname, 'mock-server.js'), ['mock', directory, String(GUESTS)]);
await once(server, 'message');
const guests = Array.from({ length: GUESTS }, (_, number) => ({
  address: parseAddress(join(directory, `${number}.sock`)),
}));
const looks: { readonly sweep: number; readonly heapBytes: number; readonly rssBytes: number }[] = [];
let sweep = 0;
let answered = 0;
for await (const snapshot of poll({
  interval: INTERVAL_SECONDS,
  slowInterval: 1,
  guests,
  pollingSeconds: 10,
})) {
  sweep++;
  answered += snapshot.self?.answered ?? 0;
  if (sweep % LOOK_EVERY === 0) {
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    looks.push({ sweep, heapBytes: heapUsed, rssBytes: rss });
    console.error(`${sweep} sweeps: heap ${mib(heapUsed)} MiB, RSS ${mib(rss)} MiB`);
  }
  if (sweep === SWEEPS) break;
}
server.kill('SIGKILL');
await rm(directory, { recursive: true, force: true });

// What is compiled and cached in the first eighth is no leak.
const settled = looks.slice(Math.floor(looks.length / 8));
const { slope, noise } = fitLine(settled.map(({ sweep: x, heapBytes: y }) => [x, y] as const));
console.log(`${SWEEPS} sweeps of ${GUESTS} guests, ${answered} answers`);
console.log(
  `heap after collecting: from ${mib(settled[0]?.heapBytes ?? 0)} to ${mib(settled.at(-1)?.heapBytes ?? 0)} MiB`,
);
console.log(`slope ${slope.toFixed(1)} bytes a sweep, its standard error ${noise.toFixed(1)}`);

/** Least squares. */
function fitLine(points: readonly (readonly [number, number])[]): {
  readonly slope: number;
  readonly noise: number;
} {
  const count = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const rest = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, noise: Math.sqrt(rest / (count - 2) / spread) };
}

function mib(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(2);
}
