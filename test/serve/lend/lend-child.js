// A daemon that holds monitors and lends them, in a process of its own. Run as `lend-child.js OPTIONS`, with the poller's options
// and the path of the socket in JSON: it prints a line of JSON for each sweep, and ends with its standard input.
import { Poller } from '../../../dist/index.js';
import { startLendServer } from '../../../dist/serve/lend/lend-server.js';

const { path, poll } = JSON.parse(process.argv[2] ?? '{}');
const stop = new AbortController();
process.stdin.resume().on('close', () => stop.abort());
const poller = new Poller({
  ...poll,
  holdByName: new Map(Object.entries(poll.holdByName ?? {})),
  signal: stop.signal,
});
const server = await startLendServer({ poller, path });
for await (const { guests, warnings } of poller) {
  const shown = guests.map(({ name, problem, qemu, linux, lastGood }) => ({
    ...{ name, problem },
    runState: qemu?.runState,
    rssBytes: linux?.rssBytes,
    lastGoodSeconds: lastGood?.ageSeconds,
  }));
  process.stdout.write(`${JSON.stringify({ guests: shown, warnings })}\n`);
}
await server.close();
