import { fork } from 'node:child_process';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark, ByEffort } from './benchmark.js';
import { serveMockSockets } from './mock-sockets.js';
import { nextMessage } from './next-message.js';
import type { SweepFigures } from './poll-child.js';
import { type Serving, startServing } from './serve-child.js';
import { below, compare, median, p99, shown } from './statistics.js';

const GUESTS = 1000;
const SCRAPERS = 10;
const WARM_UP: ByEffort = { full: 20, quick: 3 };
const SWEEPS: ByEffort = { full: 60, quick: 8 };
const MAX_RATIO = 1.1;
const MAX_SCRAPE_MS = 50;
const MAX_RSS_MIB = 300;
/** Between two requests of a scraper: many of each are of one sweep. */
const PAUSE_MS = 100;

interface SelfAnswer {
  readonly self: { readonly sweep: number; readonly sweepSeconds: number; readonly rssBytes: number } | null;
}

export const serveMocks: Benchmark = {
  name: 'serve-mocks',
  about: 'a daemon over a thousand mock guests every second, beside a poller alone, and ten that scrape it',
  async *measure({ effort }) {
    await using sockets = await serveMockSockets('mock', GUESTS);
    const alone = await measurePoller(sockets.directory, WARM_UP[effort], SWEEPS[effort]);
    const guests = Array.from({ length: GUESTS }, (_, number) => ({
      address: join(sockets.directory, `${number}.sock`),
    }));
    await using serving = await startServing({ guests, discover: false }, 1);
    await takeSweeps(serving, WARM_UP[effort]);
    const idle = await takeSweeps(serving, SWEEPS[effort]);
    const name = 'a poller alone';
    yield compare('sweep of 1000 mock guests by `serve`, nobody asking', idle, alone, MAX_RATIO, name);
    const [scraped, scrapes] = await scrapeMeanwhile(serving, SWEEPS[effort]);
    yield compare(`the same with ${SCRAPERS} scrapers`, scraped, alone, MAX_RATIO, name);
    yield below('p99 of a scrape whose text is there (gzip)', p99(scrapes.cached), MAX_SCRAPE_MS, 'ms');
    yield shown('the first scrape of a sweep, median', median(scrapes.first), 'ms');
    const { self } = await readSelf(serving);
    yield below('memory of it', (self?.rssBytes ?? Number.NaN) / 2 ** 20, MAX_RSS_MIB, 'MiB');
  },
};

/** Milliseconds of each sweep. */
async function measurePoller(directory: string, warmUp: number, count: number): Promise<readonly number[]> {
  const poller = fork(join(import.meta.dirname, 'poll-child.js'), [directory, String(GUESTS), '1']);
  try {
    const times: number[] = [];
    while (times.length < warmUp + count) times.push((await nextMessage<SweepFigures>(poller)).sweepMs);
    return times.slice(warmUp);
  } finally {
    poller.kill('SIGKILL');
  }
}

/** Milliseconds of each of the next sweeps. */
async function takeSweeps(serving: Serving, count: number): Promise<readonly number[]> {
  const sweeps = new Map<number, number>();
  while (sweeps.size < count) {
    const { self } = await readSelf(serving);
    if (self) sweeps.set(self.sweep, self.sweepSeconds * 1000);
    await sleep(PAUSE_MS);
  }
  return [...sweeps.values()];
}

async function readSelf({ get }: Serving): Promise<SelfAnswer> {
  const { text } = await get('/api/v1/self');
  return JSON.parse(text);
}

interface Scrapes {
  readonly cached: number[];
  /** Of the scraper that has the text encoded, and of those that wait for it. */
  readonly first: number[];
}

async function scrapeMeanwhile(
  serving: Serving,
  count: number,
): Promise<readonly [sweeps: readonly number[], scrapes: Scrapes]> {
  const scrapes: Scrapes = { cached: [], first: [] };
  const seen = new Map<string, number>();
  let isOver = false;
  const scrape = async () => {
    const agent = new Agent({ keepAlive: true });
    while (!isOver) {
      const beganMs = performance.now();
      const { ms, etag } = await serving.get('/metrics', agent);
      const knownMs = seen.get(etag);
      if (knownMs === undefined) seen.set(etag, performance.now());
      const isCached = knownMs !== undefined && knownMs <= beganMs;
      (isCached ? scrapes.cached : scrapes.first).push(ms);
      await sleep(PAUSE_MS * (0.5 + Math.random()));
    }
    agent.destroy();
  };
  const scraping = Promise.all(Array.from({ length: SCRAPERS }, scrape));
  const sweeps = await takeSweeps(serving, count);
  isOver = true;
  await scraping;
  return [sweeps, scrapes];
}
