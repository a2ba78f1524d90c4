import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Flood, PortGuest } from './port-guest.js';

/** Every guest asks once a second, for one after the other. */
const STATS = ['resources', 'session'];
const CHUNK_BYTES = 65_536;
const HUNDRED_MB = { chunks: Math.ceil(1e8 / CHUNK_BYTES) };
const REQUEST = 'a guestlib.stat.get text resources\n';

/** What a guest does that means no good. */
const FLOODS = {
  'requests, 10,000 a second': { chunk: Buffer.from(REQUEST.repeat(10)), chunksPerSecond: 1000 },
  '100 MB without a line end': { chunk: Buffer.alloc(CHUNK_BYTES, 'x'), ...HUNDRED_MB },
  '100 MB of random bytes': { chunk: randomBytes(CHUNK_BYTES), ...HUNDRED_MB },
  'requests, as fast as they are read': { chunk: Buffer.from(REQUEST.repeat(1000)) },
} as const satisfies Readonly<Record<string, Flood>>;

export type FloodName = keyof typeof FLOODS;
export const FLOOD_NAMES = Object.keys(FLOODS) as readonly FloodName[];

/** What it is told: for so many seconds all of its guests ask, or its only one floods its port. */
export type PortOrder =
  | { readonly do: 'ask'; readonly seconds: number }
  | { readonly do: 'flood'; readonly seconds: number; readonly flood: FloodName };

/** The reply to an order. */
export interface PortResult {
  /** Of each answer. */
  readonly ms: readonly number[];
  readonly floodBytes: number;
}

/** A child process: has programs in guests, whose ports are at some paths. */
if (process.send !== undefined) {
  const guests = await Promise.all(process.argv.slice(2).map((path) => PortGuest.listen(path)));
  process.on('message', async (order: PortOrder) => process.send?.(await carryOut(order, guests)));
  process.on('disconnect', () => process.exit());
  process.send('ready');
}

async function carryOut(order: PortOrder, guests: readonly PortGuest[]): Promise<PortResult> {
  if (order.do === 'ask') {
    const all = await Promise.all(guests.map((guest) => askEachSecond(guest, order.seconds)));
    return { ms: all.flat(), floodBytes: 0 };
  }
  return { ms: [], floodBytes: (await guests[0]?.flood(FLOODS[order.flood], order.seconds)) ?? 0 };
}

async function askEachSecond(guest: PortGuest, seconds: number): Promise<readonly number[]> {
  const taken: number[] = [];
  const beganMs = performance.now() + Math.random() * 1000;
  for (let second = 0; second < seconds; second++) {
    await sleep(Math.max(0, beganMs + second * 1000 - performance.now()));
    taken.push(await guest.ask(STATS[second % STATS.length] ?? ''));
  }
  return taken;
}
