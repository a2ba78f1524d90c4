import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { startMockQemu } from 'qgauge/mock';
import { monitorAt, portAt } from './mock-targets.js';
import type { PortOrder } from './port-thread.js';

/**
 * A child process: mock guests, each with a port. A port belongs to the process of its guest, so that both are here; a thread has the
 * ports of those that ask, and another that of the last one, which floods its own. So neither waits for the mocks.
 */
if (process.send !== undefined) {
  const [, , directory = '', count = '0'] = process.argv;
  const numbers = Array.from({ length: Number(count) }, (_, number) => number);
  await Promise.all(
    numbers.map((seed) => startMockQemu({ listen: monitorAt(directory, seed), name: `vm${seed}`, seed })),
  );
  const paths = numbers.map((number) => portAt(directory, number));
  const threads = [paths.slice(0, -1), paths.slice(-1)].map(
    (workerData) => new Worker(join(import.meta.dirname, 'port-thread.js'), { workerData }),
  );
  const [asking, flooding] = threads;
  await Promise.all(threads.map((thread) => once(thread, 'message')));
  for (const thread of threads) thread.on('message', (result) => process.send?.(result));
  process.on('message', (order: PortOrder) => (order.do === 'ask' ? asking : flooding)?.postMessage(order));
  process.on('disconnect', () => process.exit());
  process.send('ready');
}
