import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark, ByEffort } from './benchmark.js';
import { type ChannelGuests, startChannelGuests } from './channel-guests.js';
import { FLOOD_NAMES, type FloodName } from './port-child.js';
import { cpuPercent, readProcessCost } from './process-cost.js';
import { measureRealGuest } from './real-channel.js';
import { type Serving, startServing } from './serve-child.js';
import { below, median, p99, type Row, shown } from './statistics.js';

const GUESTS = 200;
/** Asking and not asking, in turn. */
const ROUNDS: ByEffort = { full: 5, quick: 2 };
const SECONDS: ByEffort = { full: 20, quick: 4 };
const REAL_ROUNDS: ByEffort = { full: 100, quick: 20 };
const MAX_CPU_PERCENT = 5;
const MAX_P99_MS = 20;
const MAX_FLOOD_MS = 50;
/** The garbage collector moves the memory of a process by as much. */
const MAX_GROWTH_MIB = 20;

export const guestChannel: Benchmark = {
  name: 'guest-channel',
  about:
    'two hundred mock guests that ask a daemon every second on their ports, also while one floods its own',
  async *measure({ effort }) {
    const seconds = SECONDS[effort];
    await using guests = await startChannelGuests(GUESTS);
    await using serving = await startServing(guests.config, 1);
    await untilAllAreAnswered(guests);
    const idle: number[] = [];
    const asked: number[] = [];
    const ms: number[] = [];
    for (let round = 0; round < ROUNDS[effort]; round++) {
      idle.push(await cpuOf(serving, () => sleep(seconds * 1000)));
      asked.push(await cpuOf(serving, async () => ms.push(...(await guests.ask(seconds)))));
    }
    yield compareCpu(median(asked), median(idle));
    yield shown('an answer, median', median(ms), 'ms');
    yield below('an answer, p99', p99(ms), MAX_P99_MS, 'ms');
    for (const flood of FLOOD_NAMES) yield* measureFlood(flood, guests, serving, seconds);
    yield* measureRealGuest(REAL_ROUNDS[effort]);
  },
};

/** Until a guest has been found by the first sweep, its port is not served. */
async function untilAllAreAnswered(guests: ChannelGuests): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    if ((await guests.ask(2)).every(Number.isFinite)) return;
  }
  throw new Error('the daemon does not answer all ports');
}

/** Percent of a core. */
async function cpuOf({ process: { pid } }: Serving, during: () => Promise<unknown>): Promise<number> {
  const before = readProcessCost(pid);
  await during();
  return cpuPercent(before, readProcessCost(pid));
}

function compareCpu(asked: number, idle: number): Row {
  return {
    what: `CPU of \`serve\` over ${GUESTS} mock guests that ask every second`,
    ours: `${asked.toFixed(1)} % of a core`,
    floor: `${idle.toFixed(1)} % (nobody asking)`,
    ratio: (asked / idle).toFixed(2),
    target: `<= floor + ${MAX_CPU_PERCENT} %`,
    isMet: asked - idle <= MAX_CPU_PERCENT,
  };
}

async function* measureFlood(
  flood: FloodName,
  guests: ChannelGuests,
  serving: Serving,
  seconds: number,
): AsyncGenerator<Row> {
  const before = readProcessCost(serving.process.pid);
  const [ms, floodBytes] = await guests.askBeside(flood, seconds);
  const after = readProcessCost(serving.process.pid);
  const name = `one floods (${flood})`;
  yield shown(`${name}: what is read of it`, floodBytes / seconds / 1e6, 'MB/s');
  yield shown(`${name}: CPU of \`serve\``, cpuPercent(before, after), '% of a core');
  yield shown(`${name}: another's answer, p99`, p99(ms), 'ms');
  yield below(`${name}: the slowest of ${ms.length} answers`, Math.max(...ms), MAX_FLOOD_MS, 'ms');
  const growth = (after.rssBytes - before.rssBytes) / 2 ** 20;
  yield below(`${name}: growth of \`serve\``, growth, MAX_GROWTH_MIB, 'MiB');
}
