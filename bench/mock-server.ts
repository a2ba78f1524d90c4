import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { type MockQemu, startMockQemu } from 'qgauge/mock';
import { floorSocket } from './mock-targets.js';

/** A message of the server: when it listens, and in reply to each message. */
export interface Listening {
  readonly startMs: number;
  readonly rssBytes: number;
}

const machines: MockQemu[] = [];
const [, , kind, , , threads] = process.argv;

/**
 * A child process: `mock` machines, `mock-and-floor` with a second monitor each, or `lines`, their floor: servers that answer
 * every line with the same bytes. The last argument has, for each machine, the thread of its vCPU: that of a process which passes for its QEMU.
 * A message `{ hang }` makes that many machines hang.
 */
if (process.send !== undefined) {
  const [, , , directory = '', count = '0'] = process.argv;
  const startedAt = performance.now();
  const start = kind === 'lines' ? startLineServer : startMachine;
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
  const monitors = kind === 'mock-and-floor' ? [{ listen: join(dirname(path), floorSocket(number)) }] : [];
  const thread = threads?.split(' ').at(number);
  machines[number] = await startMockQemu({
    ...{ listen: path, monitors, name: `vm${number}`, seed: number },
    ...(thread !== undefined && { vcpus: [Number(thread)] }),
  });
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
