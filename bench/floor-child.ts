import { join } from 'node:path';
import { exchange, SWEEP_REQUESTS } from './bare-exchange.js';
import { BareMonitor } from './bare-monitor.js';
import { floorSocket } from './mock-targets.js';
import { timed } from './statistics.js';

/**
 * A child process: bare sockets to the second monitors of a directory's mocks, `held` or `released`. Each message has them take
 * a sweep, of the bytes that a poller sends; the time that it took, in milliseconds, is the reply.
 */
if (process.send !== undefined) {
  const [, , directory = '', count = '0', monitors] = process.argv;
  const paths = Array.from({ length: Number(count) }, (_, number) => join(directory, floorSocket(number)));
  const sweep = monitors === 'held' ? await holding(paths) : () => Promise.all(paths.map(exchange));
  process.on('disconnect', () => process.exit());
  process.on('message', async () => {
    process.send?.(await timed(sweep));
  });
  process.send(0);
}

async function holding(paths: readonly string[]): Promise<() => Promise<unknown>> {
  const monitors = await Promise.all(paths.map((path) => BareMonitor.open(path)));
  const [, ...moving] = SWEEP_REQUESTS;
  const requests = moving.join('');
  return () => Promise.all(monitors.map((monitor) => monitor.ask(requests, moving.length)));
}
