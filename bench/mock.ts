import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Listening } from './mock-server.js';
import type { Row } from './statistics.js';

const MACHINES = 1000;
const MAX_START_MS = 2000;
const MAX_RSS_MIB = 300;
const MIN_PER_SECOND = 50_000;

interface Figures {
  readonly startMs: number;
  readonly rssMiB: number;
  readonly perSecond: number;
}

/** A thousand mock machines in one process, and as many clients in another, against servers that only answer lines. */
export async function benchMock(): Promise<readonly Row[]> {
  const floor = await measure('lines');
  const ours = await measure('mock');
  return [
    atMost(`start ${MACHINES} mock machines`, ours.startMs, floor.startMs, MAX_START_MS, 'ms'),
    atMost(`memory of ${MACHINES} served mock machines`, ours.rssMiB, floor.rssMiB, MAX_RSS_MIB, 'MiB'),
    {
      what: `query-status of ${MACHINES} clients at once`,
      ours: `${ours.perSecond.toFixed(0)} a second`,
      floor: `${floor.perSecond.toFixed(0)} a second (line servers)`,
      ratio: (floor.perSecond / ours.perSecond).toFixed(2),
      target: `>= ${MIN_PER_SECOND} a second`,
      isMet: ours.perSecond >= MIN_PER_SECOND,
    },
  ];
}

async function measure(kind: 'mock' | 'lines'): Promise<Figures> {
  const directory = await mkdtemp(join(tmpdir(), 'qg-'));
  const server = fork(join(import.meta.dirname, 'mock-server.js'), [kind, directory, String(MACHINES)]);
  try {
    const { startMs } = await hear<Listening>(server);
    const clients = fork(join(import.meta.dirname, 'mock-clients.js'), [directory, String(MACHINES)]);
    const perSecond = await hear<number>(clients);
    await once(clients, 'exit');
    server.send({});
    const { rssBytes } = await hear<Listening>(server);
    return { startMs, rssMiB: rssBytes / 1024 ** 2, perSecond };
  } finally {
    server.kill('SIGKILL');
    await once(server, 'exit');
    await rm(directory, { recursive: true, force: true });
  }
}

/** @throws {Error} when the child ends without a word */
async function hear<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  child.once('exit', () => ended.abort(new Error('a process of the benchmark has failed')));
  const [message] = await once(child, 'message', { signal: ended.signal });
  return message;
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
