import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Benchmark, ByEffort } from './benchmark.js';
import type { Listening } from './mock-server.js';
import { serveMockSockets } from './mock-sockets.js';
import { nextMessage } from './next-message.js';
import type { Row } from './statistics.js';

const MACHINES = 1000;
const MEASURE_MS: ByEffort = { full: 4000, quick: 1000 };
const MAX_START_MS = 2000;
const MAX_RSS_MIB = 300;
const MIN_PER_SECOND = 50_000;

interface Figures {
  readonly startMs: number;
  readonly rssMiB: number;
  readonly perSecond: number;
}

export const mock: Benchmark = {
  name: 'mock',
  about: 'a thousand mock machines in one process, beside servers that only answer lines',
  async *measure({ effort }) {
    const floor = await measureServer('lines', MEASURE_MS[effort]);
    const ours = await measureServer('mock', MEASURE_MS[effort]);
    yield atMost(`start ${MACHINES} mock machines`, ours.startMs, floor.startMs, MAX_START_MS, 'ms');
    yield atMost(`memory of ${MACHINES} served mock machines`, ours.rssMiB, floor.rssMiB, MAX_RSS_MIB, 'MiB');
    yield {
      what: `query-status of ${MACHINES} clients at once`,
      ours: `${ours.perSecond.toFixed(0)} a second`,
      floor: `${floor.perSecond.toFixed(0)} a second (line servers)`,
      ratio: (floor.perSecond / ours.perSecond).toFixed(2),
      target: `>= ${MIN_PER_SECOND} a second`,
      isMet: ours.perSecond >= MIN_PER_SECOND,
    };
  },
};

/** The clients have a process of their own. */
async function measureServer(kind: 'mock' | 'lines', measureMs: number): Promise<Figures> {
  await using sockets = await serveMockSockets(kind, MACHINES);
  const args = [sockets.directory, String(MACHINES), String(measureMs)];
  const clients = fork(join(import.meta.dirname, 'mock-clients.js'), args);
  const left = once(clients, 'exit');
  const perSecond = await nextMessage<number>(clients);
  await left;
  sockets.server.send({});
  const { rssBytes } = await nextMessage<Listening>(sockets.server);
  return { startMs: sockets.startMs, rssMiB: rssBytes / 1024 ** 2, perSecond };
}

function atMost(what: string, ours: number, floor: number, limit: number, unit: string): Row {
  return {
    what,
    ours: `${ours.toFixed(0)} ${unit}`,
    floor: `${floor.toFixed(0)} ${unit} (line servers)`,
    ratio: (ours / floor).toFixed(2),
    target: `<= ${limit} ${unit}`,
    isMet: ours <= limit,
  };
}
