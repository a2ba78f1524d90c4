import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Poller, parseAddress, type QmpCost, type Snapshot } from 'qgauge';
import type { LabGuest } from '../test/lab/guest.js';
import { BareMonitor } from './bare-monitor.js';
import { compare, interleave, type Row, timed } from './statistics.js';

const WARM_UP = 60;
const IDLE_MS = 80;
const ROUNDS = 150;
const MAX_RATIO = 1.3;
const MAX_COMMANDS = 6;
const MAX_BYTES = 400;

/** Sweeps of the poller over real QEMUs, against bare sockets that do the same: connecting anew each time, and held. */
export async function benchPollQemus(guests: readonly LabGuest[]): Promise<readonly Row[]> {
  const paths = guests.map(({ monitors }) => monitors[1] ?? '');
  const released = await compareSweeps(guests, false, () => Promise.all(paths.map(exchange)));
  const bares = await Promise.all(paths.map((path) => BareMonitor.open(path)));
  const [, ...moving] = REQUESTS;
  const requests = moving.map((request) => `${request}\n`).join('');
  const held = await compareSweeps(guests, true, () =>
    Promise.all(bares.map((bare) => bare.ask(requests, moving.length))),
  );
  for (const bare of bares) bare.close();
  const commands = Math.max(...released.costs.map((cost) => cost.commands));
  const bytes = Math.max(...released.costs.map(({ requestBytes }) => requestBytes));
  return [
    compare(
      `poller's sweep, ${guests.length} QEMUs, with /proc, monitors let go of`,
      released.ours,
      released.theirs,
      MAX_RATIO,
      'bare sockets: connect, same bytes, JSON.parse',
    ),
    compare(
      `poller's sweep, ${guests.length} QEMUs, with /proc, monitors held`,
      held.ours,
      held.theirs,
      MAX_RATIO,
      'bare sockets: same bytes, JSON.parse',
    ),
    {
      what: 'what a guest is asked in a sweep',
      ours: `${commands} commands, ${bytes} bytes`,
      floor: '',
      ratio: '',
      target: `<= ${MAX_COMMANDS}, <= ${MAX_BYTES}`,
      isMet: released.costs.length === guests.length && commands <= MAX_COMMANDS && bytes <= MAX_BYTES,
    },
  ];
}

interface Compared {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  readonly costs: readonly QmpCost[];
}

async function compareSweeps(
  guests: readonly LabGuest[],
  hold: boolean,
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
  // A sweep begins on an idle host, after its interval; so does its floor.
  const floor = async () => {
    await sleep(IDLE_MS);
    return timed(bare);
  };
  await interleave(WARM_UP, sweep, floor);
  const [ours, theirs] = await interleave(ROUNDS, sweep, floor);
  await snapshots.return(undefined);
  return { ours, theirs, costs: last?.guests.flatMap(({ cost }) => cost ?? []) ?? [] };
}

const REQUESTS = [
  '{"execute":"qmp_capabilities","id":1}',
  '{"execute":"query-status","id":2}',
  '{"execute":"query-balloon","id":3}',
  '{"execute":"query-blockstats","id":4}',
  '{"execute":"qom-get","arguments":{"path":"/machine/peripheral/balloon0","property":"guest-stats"},"id":5}',
];

/** The floor: one connection from its greeting to its end. */
function exchange(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let rest = '';
    let lines = 0;
    const socket = createConnection(path).setEncoding('latin1');
    socket.on('error', reject).on('close', () => resolve());
    socket.on('data', (chunk: string) => {
      rest += chunk;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        JSON.parse(rest.slice(0, end));
        rest = rest.slice(end + 1);
        if (++lines === 1) socket.write(REQUESTS.map((request) => `${request}\n`).join(''));
      }
      if (lines > REQUESTS.length) socket.destroy();
    });
  });
}
