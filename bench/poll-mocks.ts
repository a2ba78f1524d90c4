import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Benchmark, ByEffort, Effort } from './benchmark.js';
import { serveMockSockets } from './mock-sockets.js';
import { nextMessage } from './next-message.js';
import type { SweepFigures } from './poll-child.js';
import { compare, median, type Row } from './statistics.js';

const GUESTS = 1000;
const HUNG = 100;
/** Sweeps until the code is compiled: a poller runs for months. */
const WARM_UP: ByEffort = { full: 20, quick: 3 };
/** With fewer than a hundred the 99th percentile is the worst. */
const SWEEPS: ByEffort = { full: 100, quick: 8 };
const MAX_SWEEP_MS = 300;
const MAX_RATIO = 2.2;
const MAX_CPU = 0.35;
const MAX_RSS_MIB = 150;
const MAX_HUNG_RATIO = 1.2;

type Monitors = 'released' | 'held';

export const pollMocks: Benchmark = {
  name: 'poll-mocks',
  about:
    'a poller over a thousand mock guests every second, beside bare sockets, and with a hundred of them hung',
  async *measure({ effort }) {
    const released = await measureBeside('released', effort);
    yield below(`p99 sweep of ${GUESTS} mock guests, every second`, p99(released.ours), 'ms', MAX_SWEEP_MS);
    yield compareSweeps('released', released);
    // No target: on a held connection the floor is two system calls and JSON.parse.
    yield { ...compareSweeps('held', await measureBeside('held', effort)), target: '', isMet: true };
    const all = released.figures;
    const rssBytes = Math.max(...all.map((sweep) => sweep.rssBytes));
    yield below('CPU of it', cpuRatio(all) * 100, '% of a core', MAX_CPU * 100);
    yield below('memory of it', rssBytes / 1024 ** 2, 'MiB', MAX_RSS_MIB);
    const fewer = await measurePoller(GUESTS - HUNG, 0, effort);
    yield compareHung(fewer, await measurePoller(GUESTS, HUNG, effort));
  },
};

interface Beside {
  readonly figures: readonly SweepFigures[];
  /** Milliseconds of each sweep. */
  readonly ours: readonly number[];
  readonly floor: readonly number[];
}

/**
 * A poller and bare sockets over the same mocks, in turn: the floor takes its sweep in the rest of the second. The mocks have a
 * process of their own, with two monitors each, and so do the poller and the floor.
 */
async function measureBeside(monitors: Monitors, effort: Effort): Promise<Beside> {
  await using sockets = await serveMockSockets('mock-and-floor', GUESTS);
  const start = (child: string, ...args: readonly string[]) =>
    fork(join(import.meta.dirname, child), [sockets.directory, String(GUESTS), ...args]);
  const floor = start('floor-child.js', monitors);
  await nextMessage<number>(floor);
  const poller = start('poll-child.js', '1', monitors);
  try {
    const takeTurns = async (count: number) => {
      const figures: SweepFigures[] = [];
      const floorMs: number[] = [];
      while (figures.length < count) {
        figures.push(await nextMessage<SweepFigures>(poller));
        floor.send('sweep');
        floorMs.push(await nextMessage<number>(floor));
      }
      return { figures, ours: figures.map(({ sweepMs }) => sweepMs), floor: floorMs };
    };
    await takeTurns(WARM_UP[effort]);
    return await takeTurns(SWEEPS[effort]);
  } finally {
    poller.kill('SIGKILL');
    floor.kill('SIGKILL');
  }
}

function compareSweeps(monitors: Monitors, { ours, floor }: Beside): Row {
  return compare(
    `p99 sweep of ${GUESTS} mock guests, monitors ${monitors}`,
    [p99(ours)],
    [p99(floor)],
    MAX_RATIO,
    `bare sockets: same bytes, JSON.parse; p50 ${median(ours).toFixed(0)} and ${median(floor).toFixed(0)} ms`,
  );
}

function p99(values: readonly number[]): number {
  return percentile(values, 0.99);
}

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
