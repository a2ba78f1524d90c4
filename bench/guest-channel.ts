import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark, ByEffort } from './benchmark.js';
import { type ChannelGuests, startChannelGuests } from './channel-guests.js';
import { FLOOD_NAMES, type FloodName } from './port-child.js';
import { cpuPercent, readProcessCost } from './process-cost.js';
import { measureRealGuest } from './real-channel.js';
import { type Serving, startServing } from './serve-child.js';
import { below, compare, median, p99, type Row, shown } from './statistics.js';

const GUESTS = 200;
/** Asking and not asking, in turn. */
const ROUNDS: ByEffort = { full: 5, quick: 2 };
const SECONDS: ByEffort = { full: 20, quick: 4 };
const BARE = 'a bare program';
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
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS[effort]; round++) {
      idle.push(await cpuOf(serving, () => sleep(seconds * 1000)));
      const asking = async () => {
        const answers = await guests.ask(seconds);
        ours.push(...answers.ours);
        bare.push(...answers.bare);
      };
      asked.push(await cpuOf(serving, asking));
    }
    yield compareCpu(median(asked), median(idle));
    yield { ...compare('an answer, median', ours, bare, 0, BARE), target: '', isMet: true };
    yield besideBare(`p99 of ${ours.length} answers`, p99(ours), p99(bare), MAX_P99_MS);
    for (const flood of FLOOD_NAMES) yield* measureFlood(flood, guests, serving, seconds);
    yield* measureRealGuest(REAL_ROUNDS[effort]);
  },
};

/** Until a guest has been found by the first sweep, its port is not served. */
async function untilAllAreAnswered(guests: ChannelGuests): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    if ((await guests.ask(2)).ours.every(Number.isFinite)) return;
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

/** A machine that is busy makes a bare program late, too. */
function besideBare(what: string, ours: number, bare: number, limitMs: number): Row {
  return {
    what,
    ours: `${ours.toFixed(1)} ms`,
    floor: `${bare.toFixed(1)} ms (${BARE})`,
    ratio: (ours / bare).toFixed(2),
    target: `<= floor + ${limitMs} ms`,
    isMet: ours - bare <= limitMs,
  };
}

async function* measureFlood(
  flood: FloodName,
  guests: ChannelGuests,
  serving: Serving,
  seconds: number,
): AsyncGenerator<Row> {
  const before = readProcessCost(serving.process.pid);
  const [{ ours, bare }, floodBytes] = await guests.askBeside(flood, seconds);
  const after = readProcessCost(serving.process.pid);
  const name = `one floods (${flood})`;
  yield shown(`${name}: what is read of it`, floodBytes / seconds / 1e6, 'MB/s');
  yield shown(`${name}: CPU of \`serve\``, cpuPercent(before, after), '% of a core');
  const slowest = `${name}: the slowest of ${ours.length} answers to others`;
  yield besideBare(slowest, Math.max(...ours), Math.max(...bare), MAX_FLOOD_MS);
  const growth = (after.rssBytes - before.rssBytes) / 2 ** 20;
  yield below(`${name}: growth of \`serve\``, growth, MAX_GROWTH_MIB, 'MiB');
}
