import { createConnection } from 'node:net';
import { Poller, parseAddress, type Snapshot } from 'qgauge';
import type { LabGuest } from '../test/lab/guest.js';
import { compare, interleave, type Row, timed } from './statistics.js';

const WARM_UP = 20;
const ROUNDS = 150;
const MAX_RATIO = 1.3;
const MAX_COMMANDS = 6;
const MAX_BYTES = 400;

/** Sweeps of the poller over real QEMUs, connecting anew each time, against bare sockets that do the same. */
export async function benchPollQemus(guests: readonly LabGuest[]): Promise<readonly Row[]> {
  const poller = new Poller({
    interval: 0.2,
    slowInterval: 3600,
    guests: guests.map(({ monitors }) => ({ address: parseAddress(monitors[0] ?? '') })),
    pollingSeconds: 10,
  });
  const snapshots = poller[Symbol.asyncIterator]();
  let last: Snapshot | undefined;
  const sweep = async () => {
    const { value } = await snapshots.next();
    last = value || undefined;
    return (last?.self?.sweepSeconds ?? Number.NaN) * 1000;
  };
  const paths = guests.map(({ monitors }) => monitors[1] ?? '');
  const floor = () => timed(() => Promise.all(paths.map(exchange)));
  await interleave(WARM_UP, sweep, floor);
  const [ours, theirs] = await interleave(ROUNDS, sweep, floor);
  const costs = last?.guests.flatMap(({ cost }) => cost ?? []) ?? [];
  await snapshots.return(undefined);
  const commands = Math.max(...costs.map((cost) => cost.commands));
  const bytes = Math.max(...costs.map(({ requestBytes }) => requestBytes));
  return [
    compare(
      `poller's sweep, ${guests.length} QEMUs, with /proc`,
      ours,
      theirs,
      MAX_RATIO,
      'bare sockets: connect, same bytes, JSON.parse',
    ),
    {
      what: 'what a guest is asked in a sweep',
      ours: `${commands} commands, ${bytes} bytes`,
      floor: '',
      ratio: '',
      target: `<= ${MAX_COMMANDS}, <= ${MAX_BYTES}`,
      isMet: costs.length === guests.length && commands <= MAX_COMMANDS && bytes <= MAX_BYTES,
    },
  ];
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
