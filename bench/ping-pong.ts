import { QmpClient } from 'qgauge';
import type { LabGuest } from '../test/lab/guest.js';
import { BareMonitor } from './bare-monitor.js';
import { compare, interleave, type Row, timed } from './statistics.js';

const ROUNDS = 5000;
const WARM_UP = 500;
const MAX_RATIO = 1.2;

/** One command there and back, against a bare socket that sends the same bytes, the id included. */
export async function benchPingPong(guest: LabGuest): Promise<Row> {
  const client = await QmpClient.connect(guest.monitors[0] ?? '');
  const bare = await BareMonitor.open(guest.monitors[1] ?? '');
  let id = 2;
  const ours = () => timed(() => client.execute('query-status'));
  const floor = () => timed(() => bare.ask(`{"execute":"query-status","id":${id++}}\n`, 1));
  await interleave(WARM_UP, ours, floor);
  const [our, their] = await interleave(ROUNDS, ours, floor);
  bare.close();
  await client.close();
  return compare(
    `execute('query-status'), p50 of ${ROUNDS}`,
    our,
    their,
    MAX_RATIO,
    'bare socket, same bytes',
  );
}
