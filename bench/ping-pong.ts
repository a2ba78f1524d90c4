import { QmpClient } from 'qgauge';
import { BareMonitor } from './bare-monitor.js';
import type { Benchmark, ByEffort } from './benchmark.js';
import { compare, interleave, timed } from './statistics.js';

const WARM_UP: ByEffort = { full: 500, quick: 100 };
const ROUNDS: ByEffort = { full: 5000, quick: 1000 };
const MAX_RATIO = 1.2;

/** The bare socket sends the same bytes, the id included. */
export const pingPong: Benchmark = {
  name: 'ping-pong',
  about: 'one QMP command and its reply, beside a bare socket',
  async *measure({ effort, paused }) {
    const [guest] = await paused.start();
    const client = await QmpClient.connect(guest.monitors[0] ?? '');
    const bare = await BareMonitor.open(guest.monitors[1] ?? '');
    let id = 2;
    const ours = () => timed(() => client.execute('query-status'));
    const floor = () => timed(() => bare.ask(`{"execute":"query-status","id":${id++}}\n`, 1));
    await interleave(WARM_UP[effort], ours, floor);
    const [our, their] = await interleave(ROUNDS[effort], ours, floor);
    bare.close();
    await client.close();
    const what = `execute('query-status'), p50 of ${ROUNDS[effort]}`;
    yield compare(what, our, their, MAX_RATIO, 'bare socket, same bytes');
  },
};
