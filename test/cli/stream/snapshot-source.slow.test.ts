import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ChosenGuests } from '../../../src/cli/stream/chosen-guests.js';
import { SnapshotSource } from '../../../src/cli/stream/snapshot-source.js';
import { createApp } from '../../../src/serve/app.js';
import { Daemon } from '../../../src/serve/daemon.js';
import { startHttpServer } from '../../../src/serve/http/start-http-server.js';
import { mock, named } from '../../poll/polling.js';
import { temporaryDirectory } from '../../temporary-directory.js';

it('takes the snapshots of a daemon, those of the guests while there is none, and those of the next one', async () => {
  const directory = await temporaryDirectory();
  process.env.QGAUGE_RUNTIME_DIRECTORY = directory;
  const [ofDaemon, own] = [await mock({ name: 'daemons' }), await mock({ name: 'own' })];
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const first = await startDaemon(directory, ofDaemon.address);
  const warnings: string[] = [];
  const source = new SnapshotSource({
    select: [],
    chosen: new ChosenGuests([], { socket: [] }, undefined),
    poll: { guests: named(own.address), discover: false, interval: 0.2 },
    mayAskDaemon: true,
    returnMs: 500,
    context: { signal: ending.signal, warn: (line) => warnings.push(line) },
  });
  const seen: string[] = [];
  for await (const { guests } of source) {
    const [name] = guests.flatMap(({ qemu }) => qemu?.name ?? []);
    if (name === undefined || name === seen.at(-1)) continue;
    seen.push(name);
    if (seen.length === 1) await first.stop();
    if (seen.length === 2) await startDaemon(directory, ofDaemon.address);
    if (seen.length === 3) break;
  }
  expect(seen).toEqual(['daemons', 'own', 'daemons']);
  expect(warnings.filter((line) => line.endsWith(': asking the guests')).length).toBeLessThanOrEqual(1);
});

async function startDaemon(directory: string, address: string): Promise<{ stop(): Promise<void> }> {
  const ending = new AbortController();
  const poll = { guests: named(address), discover: false, interval: 0.2, signal: ending.signal };
  const daemon = new Daemon({ poll });
  const server = await startHttpServer({
    app: createApp(daemon),
    listen: [{ type: 'unix', path: join(directory, 'api.sock') }],
    warn: () => undefined,
  });
  const running = daemon.run();
  const stop = async () => {
    ending.abort();
    await running;
    await server.drain(0);
  };
  onTestFinished(stop);
  // Without a sweep it would be passed over.
  await expect.poll(() => daemon.latest?.snapshot.guests[0]?.qemu, { timeout: 90_000 }).toBeDefined();
  return { stop };
}
