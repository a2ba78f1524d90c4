import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { GREETING } from '../../scripted-server.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { open } from '../qmp/open-client.js';

/** A thread that greets one client, replies, and ends at `quit` like a QEMU: with an event, and nothing after it. */
const QEMU = `
  const { createServer } = require('node:net');
  const { parentPort, workerData: { path, greeting, ended } } = require('node:worker_threads');
  const server = createServer((socket) => {
    socket.write(greeting);
    socket.on('data', (chunk) => {
      for (const line of String(chunk).trim().split('\\n')) {
        const { execute, id } = JSON.parse(line);
        if (execute !== 'quit') socket.write(JSON.stringify({ return: {}, id }) + '\\r\\n');
        else socket.end(JSON.stringify({ event: 'SHUTDOWN', timestamp: { seconds: 1, microseconds: 0 } }) + '\\r\\n', () => socket.destroy());
      }
    });
    socket.on('close', () => {
      server.close();
      Atomics.store(ended, 0, 1);
      Atomics.notify(ended, 0);
    });
  });
  server.listen(path, () => parentPort.postMessage('listening'));
`;

it('a QEMU that ends is heard out, also when a write finds out first', async () => {
  const path = join(await temporaryDirectory(), 's');
  const ended = new Int32Array(new SharedArrayBuffer(4));
  const qemu = new Worker(QEMU, { eval: true, workerData: { path, greeting: GREETING, ended } });
  onTestFinished(async () => {
    await qemu.terminate();
  });
  await once(qemu, 'message');
  const client = await open({ type: 'unix', path });
  await client.execute('query-status');
  const quit = expect(client.execute('quit')).rejects.toThrow(`unix:${path}: QEMU has shut down`);
  await new Promise<void>((resolve) => process.nextTick(resolve));
  // The loop of this thread does not turn until the other end is closed.
  expect(Atomics.wait(ended, 0, 0, 10_000)).not.toBe('timed-out');
  const second = client.execute('query-name');
  await expect(second).rejects.toThrow(`unix:${path}: QEMU has shut down`);
  await quit;
  expect(await client.closed).toMatchObject({ code: 'ERR_QMP_CONNECTION_LOST' });
});
