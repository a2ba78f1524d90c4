import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { temporaryDirectory } from '../../temporary-directory.js';

/** The next line that the mock sends to the program that it has connected to. */
async function lineFrom(socket: Socket): Promise<string> {
  let text = '';
  while (!text.includes('\n')) text += String((await once(socket, 'data'))[0]);
  return text.trim();
}

async function listenAt(path: string): Promise<Server> {
  const server = createServer().listen(path);
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return server;
}

it('a monitor that is a client connects, is served, and is not connected again without reconnectMs', async () => {
  const path = join(await temporaryDirectory(), 'mine.sock');
  const server = await listenAt(path);
  const connected = once(server, 'connection');
  await using qemu = await startMockQemu({ version: '7.2', connect: `unix:${path}` });
  const [socket]: [Socket] = (await connected) as [Socket];
  expect(JSON.parse(await lineFrom(socket)).QMP.version.qemu.major).toBe(7);
  socket.write('{"execute":"qmp_capabilities"}{"execute":"query-chardev"}\n');
  await lineFrom(socket);
  expect(qemu.address).toBe(`unix:${path}`);
  expect(qemu.machine.chardevs[0]?.filename).toBe(`unix:${path}`);
  socket.end();
  await once(socket, 'close');
  expect(qemu.machine.chardevs[0]?.filename).toBe(`disconnected:unix:${path}`);
});

it('with reconnectMs it waits for the program, and comes back when that has closed the connection', async () => {
  const path = join(await temporaryDirectory(), 'later.sock');
  await using qemu = await startMockQemu({ connect: path, reconnectMs: 5 });
  const server = await listenAt(path);
  for (const _ of ['first', 'second']) {
    const [socket]: [Socket] = (await once(server, 'connection')) as [Socket];
    expect(await lineFrom(socket)).toContain('"QMP"');
    socket.destroy();
  }
  await qemu.close();
});

it('without reconnectMs it fails when nobody listens, as QEMU does', async () => {
  const path = join(await temporaryDirectory(), 'nobody.sock');
  await expect(startMockQemu({ connect: path })).rejects.toThrow(
    `cannot connect to unix:${path}: connect ENOENT ${path}; start the program that listens there first, or set reconnectMs`,
  );
});
