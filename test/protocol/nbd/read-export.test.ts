import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readExport } from '../../../src/protocol/nbd/read-export.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const GREETING = Buffer.from('NBDMAGICIHAVEOPT\0\x03', 'latin1');
const EXPORT = Buffer.alloc(10);

/** A server that sends each answer when the next request has come. */
async function serve(answers: readonly Buffer[]) {
  const path = join(await temporaryDirectory(), 'nbd');
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const [greeting = Buffer.alloc(0), ...rest] = answers;
    socket.write(greeting);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      received.push(data);
      const answer = rest.shift();
      if (answer === undefined) socket.end();
      else for (const byte of answer) socket.write(Buffer.from([byte]));
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { path, received };
}

function reply(error: number, data = ''): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(0x67446698, 0);
  head.writeUInt32BE(error, 4);
  return Buffer.concat([head, Buffer.from(data)]);
}

function read(path: string, signal = new AbortController().signal) {
  return readExport({ path, exportName: 'disk', offset: 512, bytes: 5, signal });
}

it('reads a range of an export, however its answer is cut', async () => {
  const { path, received } = await serve([GREETING, EXPORT, reply(0, 'bytes')]);
  expect((await read(path)).toString()).toBe('bytes');
  expect(received[0]?.toString('latin1')).toBe('\0\0\0\x03IHAVEOPT\0\0\0\x01\0\0\0\x04disk');
  expect(received[1]?.toString('hex')).toBe(`2560951300000000${'0'.repeat(16)}000000000000020000000005`);
});

it.each([
  ['is another one', [Buffer.alloc(18)], 'does not greet as one of newstyle'],
  ['has no such export', [GREETING], 'has closed the connection'],
  ['cannot read', [GREETING, EXPORT, reply(5)], 'cannot read 5 bytes at 512: error 5'],
  ['answers something else', [GREETING, EXPORT, Buffer.alloc(16)], 'does not answer by its protocol'],
])('says that the server %s', async (_, answers, message) => {
  const { path } = await serve(answers);
  await expect(read(path)).rejects.toThrow(message);
});

it('ends with its signal', async () => {
  const { path } = await serve([Buffer.alloc(0)]);
  const ending = new AbortController();
  const reading = read(path, ending.signal);
  setTimeout(() => ending.abort(new Error('enough')), 50);
  await expect(reading).rejects.toThrow('enough');
});

it('fails where nobody listens', async () => {
  await expect(read('/nonexistent/nbd')).rejects.toThrow('ENOENT');
});
