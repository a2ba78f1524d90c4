import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SweepFigures } from './poll-child.js';
import { median, type Row } from './statistics.js';

const GUESTS = 1000;
const HUNG = 100;
/** Until the code is compiled that a poller has run for months. */
const WARM_UP = 20;
/** Of fewer the 99th percentile is the worst. */
const SWEEPS = 100;
const MAX_SWEEP_MS = 300;
const MAX_CPU = 0.35;
const MAX_RSS_MIB = 150;
const MAX_HUNG_RATIO = 1.2;

/** A thousand mock guests each second, and the same with some of them hung; the poller has a process of its own. */
export async function benchPollMocks(): Promise<readonly Row[]> {
  const all = await measure(GUESTS, 0);
  const fewer = await measure(GUESTS - HUNG, 0);
  const hung = await measure(GUESTS, HUNG);
  const p99 = percentile(
    all.map(({ sweepMs }) => sweepMs),
    0.99,
  );
  const cpu = cpuRatio(all);
  const rss = Math.max(...all.map(({ rssBytes }) => rssBytes)) / 1024 ** 2;
  const [theirs, ours] = [fewer, hung].map((sweeps) => median(sweeps.map(({ p99Ms }) => p99Ms)));
  const ratio = (ours ?? Number.NaN) / (theirs ?? Number.NaN);
  const answered = Math.min(...hung.map((sweep) => sweep.answered));
  return [
    limit(`p99 sweep of ${GUESTS} mock guests, every second`, p99, 'ms', MAX_SWEEP_MS),
    limit('CPU of it', cpu * 100, '% of a core', MAX_CPU * 100),
    limit('memory of it', rss, 'MiB', MAX_RSS_MIB),
    {
      what: `p99 of a guest with ${HUNG} of ${GUESTS} hung (${answered} answered in each sweep)`,
      ours: `${ours?.toFixed(1)} ms`,
      floor: `${theirs?.toFixed(1)} ms (the ${GUESTS - HUNG} alone)`,
      ratio: ratio.toFixed(2),
      target: `<= ${MAX_HUNG_RATIO}`,
      isMet: ratio <= MAX_HUNG_RATIO && answered === GUESTS - HUNG,
    },
  ];
}

async function measure(guests: number, hung: number): Promise<readonly SweepFigures[]> {
  const directory = await mkdtemp(join(tmpdir(), 'qg-'));
  const server = fork(join(import.meta.dirname, 'mock-server.js'), ['mock', directory, String(guests)]);
  const children = [server];
  try {
    await once(server, 'message');
    const poller = fork(join(import.meta.dirname, 'poll-child.js'), [directory, String(guests), '1']);
    children.push(poller);
    await hear(poller, WARM_UP);
    server.send({ hang: hung });
    // The first sweep after that waits for those that hang now.
    await hear(poller, WARM_UP);
    return await hear(poller, SWEEPS);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  }
}

async function hear(child: ChildProcess, sweeps: number): Promise<readonly SweepFigures[]> {
  const heard: SweepFigures[] = [];
  while (heard.length < sweeps) {
    const [figures] = await once(child, 'message');
    heard.push(figures);
  }
  return heard;
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

function limit(what: string, ours: number, unit: string, atMost: number): Row {
  return {
    what,
    ours: `${ours.toFixed(0)} ${unit}`,
    floor: '',
    ratio: '',
    target: `< ${atMost} ${unit}`,
    isMet: ours < atMost,
  };
}
