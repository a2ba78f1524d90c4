// The program under test, in a process of its own: what it leaves open is its own too. Run as `poller-child.js SOCKET
// OPTIONS`: it writes a line of JSON for each sweep to the socket, and one for each level that it is asked for there.
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
  if (line === 'level') void tellLevel();
  else stop.abort();
});
socket.on('close', () => stop.abort());

// Node opens it with the first socket that is destroyed, for its own debugging, and keeps it open.
void process.stderr;
/** How long the collections that a level takes have held the poller up; that is the test's doing too. */
let collectingSeconds = 0;
await tellLevel();
let waitedBefore = readWaitedNanoseconds();
for await (const snapshot of poll({ ...JSON.parse(options), signal: stop.signal })) {
  const waited = readWaitedNanoseconds();
  tell({ sweep: { snapshot, starvedSeconds: (waited - waitedBefore) / 1e9 + collectingSeconds } });
  collectingSeconds = 0;
  waitedBefore = waited;
}
// What is closed is gone in the next turns of the loop.
await sleep(50);
await tellLevel();
lines.close();
socket.end();

async function tellLevel() {
  // What only a finaliser frees takes a turn of the loop between two collections.
  for (let times = 0; times < 3; times++) {
    const beganMs = performance.now();
    globalThis.gc?.();
    collectingSeconds += (performance.now() - beganMs) / 1000;
    await sleep(5);
  }
  tell({
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
    return []; // that of the directory itself
  }
}

/** How long the main thread was ready and had no CPU, since its start. */
function readWaitedNanoseconds() {
  return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]);
}

/** @param {object} message */
function tell(message) {
  socket.write(
    `${JSON.stringify(message, (_, value) => (typeof value === 'bigint' ? Number(value) : value))}\n`,
  );
}
