import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Benchmark, ByEffort, Effort } from './benchmark.js';
import { serveMockSockets } from './mock-sockets.js';
import { nextMessage } from './next-message.js';
import type { SweepFigures } from './poll-child.js';
import { median, type Row } from './statistics.js';

const GUESTS = 1000;
const HUNG = 100;
/** Sweeps until the code is compiled: a poller runs for months. */
const WARM_UP: ByEffort = { full: 20, quick: 3 };
/** With fewer than a hundred the 99th percentile is the worst. */
const SWEEPS: ByEffort = { full: 100, quick: 8 };
const MAX_SWEEP_MS = 300;
const MAX_CPU = 0.35;
const MAX_RSS_MIB = 150;
const MAX_HUNG_RATIO = 1.2;

export const pollMocks: Benchmark = {
  name: 'poll-mocks',
  about: 'a poller over a thousand mock guests every second, and with a hundred of them hung',
  async *measure({ effort }) {
    const all = await measurePoller(GUESTS, 0, effort);
    const sweepMs = percentile(
      all.map((sweep) => sweep.sweepMs),
      0.99,
    );
    const rssBytes = Math.max(...all.map((sweep) => sweep.rssBytes));
    yield below(`p99 sweep of ${GUESTS} mock guests, every second`, sweepMs, 'ms', MAX_SWEEP_MS);
    yield below('CPU of it', cpuRatio(all) * 100, '% of a core', MAX_CPU * 100);
    yield below('memory of it', rssBytes / 1024 ** 2, 'MiB', MAX_RSS_MIB);
    const fewer = await measurePoller(GUESTS - HUNG, 0, effort);
    yield compareHung(fewer, await measurePoller(GUESTS, HUNG, effort));
  },
};

/** The poller has a process of its own. */
async function measurePoller(guests: number, hung: number, effort: Effort): Promise<readonly SweepFigures[]> {
  await using sockets = await serveMockSockets('mock', guests);
  const poller = fork(join(import.meta.dirname, 'poll-child.js'), [sockets.directory, String(guests), '1']);
  try {
    await nextSweeps(poller, WARM_UP[effort]);
    sockets.server.send({ hang: hung });
    // The first sweep after that waits for those that hang now.
    await nextSweeps(poller, WARM_UP[effort]);
    return await nextSweeps(poller, SWEEPS[effort]);
  } finally {
    poller.kill('SIGKILL');
  }
}

async function nextSweeps(poller: ChildProcess, count: number): Promise<readonly SweepFigures[]> {
  const sweeps: SweepFigures[] = [];
  while (sweeps.length < count) sweeps.push(await nextMessage<SweepFigures>(poller));
  return sweeps;
}

/** What hung guests cost the others. */
function compareHung(fewer: readonly SweepFigures[], hung: readonly SweepFigures[]): Row {
  const [theirs, ours] = [fewer, hung].map((sweeps) => median(sweeps.map(({ p99Ms }) => p99Ms)));
  const ratio = (ours ?? Number.NaN) / (theirs ?? Number.NaN);
  const answered = Math.min(...hung.map((sweep) => sweep.answered));
  return {
    what: `p99 of a guest with ${HUNG} of ${GUESTS} hung (${answered} answered in each sweep)`,
    ours: `${ours?.toFixed(1)} ms`,
    floor: `${theirs?.toFixed(1)} ms (the ${GUESTS - HUNG} alone)`,
    ratio: ratio.toFixed(2),
    target: `<= ${MAX_HUNG_RATIO}`,
    isMet: ratio <= MAX_HUNG_RATIO && answered === GUESTS - HUNG,
  };
}

function cpuRatio(sweeps: readonly SweepFigures[]): number {
  const [first, last] = [sweeps[0], sweeps.at(-1)];
  if (first === undefined || last === undefined) return Number.NaN;
  return (last.cpuSeconds - first.cpuSeconds) / ((last.atMs - first.atMs) / 1000);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

function below(what: string, ours: number, unit: string, limit: number): Row {
  return {
    what,
    ours: `${ours.toFixed(0)} ${unit}`,
    floor: '',
    ratio: '',
    target: `< ${limit} ${unit}`,
    isMet: ours < limit,
  };
}
