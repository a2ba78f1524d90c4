// The program under test, in a process of its own, so that all that it leaves open is its own. Run as `poller-child.js SOCKET
// OPTIONS`: it writes a line of JSON to the socket for each sweep, and for each line `level` that it reads there.
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../../dist/index.js';

const [path = '', options = '{}'] = process.argv.slice(2);
const socket = connect(path);
await once(socket, 'connect');
const lines = createInterface({ input: socket });
const stop = new AbortController();
lines.on('line', (line) => {
  if (line === 'level') void sendLevel();
  else stop.abort();
});
socket.on('close', () => stop.abort());

// Node opens it with the first destroyed socket, for its own debugging, and keeps it open.
void process.stderr;
/** How long garbage collections for a level have delayed the poller; the test causes these. */
let collectingSeconds = 0;
await sendLevel();
let before = readThread();
for await (const snapshot of poll({ ...JSON.parse(options), signal: stop.signal })) {
  const now = readThread();
  const [busy, ran, waited] = [
    now.busySeconds - before.busySeconds,
    now.ranSeconds - before.ranSeconds,
    now.waitedSeconds - before.waitedSeconds,
  ];
  // A loop that is busy without running waits for a CPU, or for a page of its own program or heap.
  send({
    sweep: { snapshot, starvedSeconds: Math.max(waited, busy - ran) + collectingSeconds, ranSeconds: ran },
  });
  collectingSeconds = 0;
  before = now;
}
// Closed handles disappear in the next turns of the event loop.
await sleep(50);
await sendLevel();
lines.close();
socket.end();

async function sendLevel() {
  // Objects with a finalizer need a turn of the event loop between two collections.
  for (let times = 0; times < 3; times++) {
    const beganMs = performance.now();
    globalThis.gc?.();
    collectingSeconds += (performance.now() - beganMs) / 1000;
    await sleep(5);
  }
  send({
    level: {
      descriptors: readdirSync('/proc/self/fd').flatMap(readLink),
      resources: process.getActiveResourcesInfo(),
      listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
      heapBytes: process.memoryUsage().heapUsed,
    },
  });
}

/** @param {string} descriptor */
function readLink(descriptor) {
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`)];
  } catch {
    return []; // the descriptor of the directory itself
  }
}

/** The times of the main thread since its start: outside of epoll, on a CPU, and ready without one. */
function readThread() {
  const [ran, waited] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
  const { active } = performance.eventLoopUtilization();
  return { busySeconds: active / 1000, ranSeconds: Number(ran) / 1e9, waitedSeconds: Number(waited) / 1e9 };
}

/** @param {object} message */
function send(message) {
  socket.write(
    `${JSON.stringify(message, (_, value) => (typeof value === 'bigint' ? Number(value) : value))}\n`,
  );
}
