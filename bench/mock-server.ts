import { createServer } from 'node:net';
import { join } from 'node:path';
import { type MockQemu, startMockQemu } from 'qgauge/mock';

/** A message of the server: when it listens, and in reply to each message. */
export interface Listening {
  readonly startMs: number;
  readonly rssBytes: number;
}

const machines: MockQemu[] = [];

/**
 * A child process: `mock` machines, or `lines`, their floor: servers that answer every line with the same bytes.
 * A message `{ hang }` makes that many machines hang.
 */
if (process.send !== undefined) {
  const [, , kind, directory = '', count = '0'] = process.argv;
  const startedAt = performance.now();
  const start = kind === 'mock' ? startMachine : startLineServer;
  const paths = Array.from({ length: Number(count) }, (_, number) => join(directory, `${number}.sock`));
  await Promise.all(paths.map(start));
  const ready: Listening = { startMs: performance.now() - startedAt, rssBytes: process.memoryUsage.rss() };
  process.send(ready);
  process.on('message', ({ hang = 0 }: { readonly hang?: number }) => {
    for (const machine of machines.slice(0, hang)) machine.fault('hang');
    process.send?.({ startMs: 0, rssBytes: process.memoryUsage.rss() });
  });
  process.on('disconnect', () => process.exit());
}

async function startMachine(path: string, number: number): Promise<void> {
  machines[number] = await startMockQemu({ listen: path, name: `vm${number}`, seed: number });
}

const GREETING =
  '{"QMP": {"version": {"qemu": {"micro": 3, "minor": 1, "major": 11}}, "capabilities": ["oob"]}}\r\n';
const REPLY = '{"return": {"status": "running", "running": true}, "id": 1}\r\n';

function startLineServer(path: string): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).write(GREETING);
    socket.on('data', (chunk) => {
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, end + 1)) socket.write(REPLY);
    });
  });
  return new Promise((resolve) => server.listen(path, resolve));
}
