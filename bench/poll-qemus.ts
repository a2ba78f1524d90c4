import { setTimeout as sleep } from 'node:timers/promises';
import { Poller, parseAddress, type QmpCost, type Snapshot } from 'qgauge';
import type { LabGuest } from '../test/lab/guest.js';
import { exchange, SWEEP_REQUESTS } from './bare-exchange.js';
import { BareMonitor } from './bare-monitor.js';
import type { Benchmark, ByEffort, Effort } from './benchmark.js';
import { compare, interleave, type Row, timed } from './statistics.js';

const WARM_UP: ByEffort = { full: 60, quick: 15 };
const IDLE_MS = 80;
const ROUNDS: ByEffort = { full: 150, quick: 25 };
const MAX_RATIO = 1.3;
const MAX_COMMANDS = 6;
const MAX_BYTES = 400;

/** The floor is bare sockets that do the same: they connect each time, or are held. */
export const pollQemus: Benchmark = {
  name: 'poll-qemus',
  about: "a poller's sweep over real QEMUs, monitors released and held, beside bare sockets",
  async *measure({ effort, paused }) {
    const guests = await paused.start();
    const what = (monitors: string) =>
      `poller's sweep, ${guests.length} QEMUs, with /proc, monitors ${monitors}`;
    const released = await measureReleased(guests, effort);
    const exchange = 'bare sockets: connect, same bytes, JSON.parse';
    yield compare(what('released'), released.ours, released.theirs, MAX_RATIO, exchange);
    yield costRow(released.costs, guests.length);
    const held = await measureHeld(guests, effort);
    yield compare(what('held'), held.ours, held.theirs, MAX_RATIO, 'bare sockets: same bytes, JSON.parse');
  },
};

function measureReleased(guests: readonly LabGuest[], effort: Effort): Promise<Compared> {
  const paths = guests.map(({ monitors }) => monitors[1] ?? '');
  return compareSweeps(guests, false, effort, () => Promise.all(paths.map(exchange)));
}

async function measureHeld(guests: readonly LabGuest[], effort: Effort): Promise<Compared> {
  const bares = await Promise.all(guests.map(({ monitors }) => BareMonitor.open(monitors[1] ?? '')));
  const [, ...moving] = SWEEP_REQUESTS;
  const requests = moving.join('');
  const ask = () => Promise.all(bares.map((bare) => bare.ask(requests, moving.length)));
  const compared = await compareSweeps(guests, true, effort, ask);
  for (const bare of bares) bare.close();
  return compared;
}

function costRow(costs: readonly QmpCost[], guests: number): Row {
  const commands = Math.max(...costs.map((cost) => cost.commands));
  const bytes = Math.max(...costs.map(({ requestBytes }) => requestBytes));
  return {
    what: 'what a guest is asked in a sweep',
    ours: `${commands} commands, ${bytes} bytes`,
    floor: '',
    ratio: '',
    target: `<= ${MAX_COMMANDS}, <= ${MAX_BYTES}`,
    isMet: costs.length === guests && commands <= MAX_COMMANDS && bytes <= MAX_BYTES,
  };
}

interface Compared {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  readonly costs: readonly QmpCost[];
}

async function compareSweeps(
  guests: readonly LabGuest[],
  hold: boolean,
  effort: Effort,
  bare: () => Promise<unknown>,
): Promise<Compared> {
  const poller = new Poller({
    interval: 0.2,
    slowInterval: 3600,
    guests: guests.map(({ monitors }) => ({ address: parseAddress(monitors[0] ?? '') })),
    pollingSeconds: 10,
    hold,
  });
  const snapshots = poller[Symbol.asyncIterator]();
  let last: Snapshot | undefined;
  const sweep = async () => {
    const { value } = await snapshots.next();
    last = value || undefined;
    return (last?.self?.sweepSeconds ?? Number.NaN) * 1000;
  };
  // A sweep begins on an idle host, after its interval, and so must its floor.
  const floor = async () => {
    await sleep(IDLE_MS);
    return timed(bare);
  };
  await interleave(WARM_UP[effort], sweep, floor);
  const [ours, theirs] = await interleave(ROUNDS[effort], sweep, floor);
  await snapshots.return(undefined);
  return { ours, theirs, costs: last?.guests.flatMap(({ cost }) => cost ?? []) ?? [] };
}
