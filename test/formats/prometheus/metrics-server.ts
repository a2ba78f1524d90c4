import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { encodePrometheus } from '../../../src/formats/prometheus/prometheus.js';
import type { Snapshot } from '../../../src/model/snapshot.js';
import type { PollOptions } from '../../../src/poll/poll-options.js';
import { poll } from '../../../src/poll/poller.js';
import { withLinuxParts } from './linux-parts.js';

export interface MetricsServer {
  readonly port: number;
  /** The last snapshot that was given. */
  snapshot(): Snapshot;
}

/** Answers scrapes from the last sweep of a poller, with what Linux would report of its guests. Ends with the test. */
export async function serveMetrics(
  options: PollOptions & { readonly interval: number },
): Promise<MetricsServer> {
  const stop = new AbortController();
  const startedAt = performance.now();
  const sweeps = poll({ ...options, signal: stop.signal })[Symbol.asyncIterator]();
  const take = async (): Promise<Snapshot | undefined> => {
    const { done, value } = await sweeps.next();
    if (done === true) return undefined;
    const seconds = (performance.now() - startedAt) / 1000;
    const guests = value.guests.map((guest) => (guest.qemu ? withLinuxParts(guest, seconds) : guest));
    return { ...value, guests };
  };
  const first = await take();
  if (first === undefined) throw new Error('the poller has ended');
  let last = first;
  const polling = (async () => {
    for (let next = await take(); next !== undefined; next = await take()) last = next;
  })();
  const server = createServer(({ url, headers }, response) => {
    const isOpen = headers.accept?.includes('openmetrics') === true;
    const type = isOpen
      ? 'application/openmetrics-text; version=1.0.0; charset=utf-8'
      : 'text/plain; version=0.0.4';
    const metrics = url === '/metrics/libvirt' ? 'libvirt' : 'qgauge';
    const format = isOpen ? 'openmetrics' : 'text';
    const { interval } = options;
    response.setHeader('content-type', type);
    response.end(encodePrometheus(last, { metrics, format, intervalSeconds: interval }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    stop.abort();
    await polling;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, snapshot: () => last };
}
