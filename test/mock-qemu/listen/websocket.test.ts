import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type MockQemu, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { connectRaw } from '../raw-client.js';

const NEGOTIATE = '{"execute":"qmp_capabilities"}';

describe('a monitor behind a WebSocket', () => {
  it('greets and answers in binary frames, a line each', async () => {
    await using qemu = await startMockQemu({ listen: 'ws://127.0.0.1:0/' });
    expect(qemu.address).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/$/);
    const client = await open(qemu, ['binary']);
    expect(client.socket.protocol).toBe('binary');
    client.socket.send(Buffer.from(`${NEGOTIATE}{"execute":"query-name","id":1}`));
    const frames = await client.frames(3);
    expect(frames[0]).toMatch(/^\{"QMP": .*\}\r\n$/);
    expect(frames.slice(1)).toEqual(['{"return": {}}\r\n', '{"return": {"name": "mock"}, "id": 1}\r\n']);
  });

  it('accepts a request in pieces, and no subprotocol', async () => {
    await using qemu = await startMockQemu({ listen: 'ws://127.0.0.1:0/' });
    const client = await open(qemu, []);
    client.socket.send(Buffer.from(NEGOTIATE.slice(0, 9)), { fin: false });
    client.socket.send(Buffer.from(NEGOTIATE.slice(9)));
    expect((await client.frames(2))[1]).toBe('{"return": {}}\r\n');
  });

  it('closes the connection on text', async () => {
    await using qemu = await startMockQemu({ listen: 'ws://127.0.0.1:0/' });
    const client = await open(qemu, ['binary']);
    const closed = new Promise((resolve) =>
      client.socket.once('close', (code, reason) => resolve([code, reason.toString()])),
    );
    client.socket.send(NEGOTIATE);
    expect(await closed).toEqual([1003, 'only binary, close, ping, and pong frames are supported']);
    expect(qemu.calls).toEqual([]);
  });

  it('performs the next handshake only when the first client has left', async () => {
    await using qemu = await startMockQemu({ listen: 'ws://127.0.0.1:0/' });
    const first = await open(qemu, ['binary']);
    const second = new WebSocket(qemu.address, ['binary']);
    onTestFinished(() => second.terminate());
    let isOpen = false;
    second.once('open', () => {
      isOpen = true;
    });
    await first.frames(1);
    expect(isOpen).toBe(false);
    first.socket.close();
    await expect.poll(() => isOpen).toBe(true);
  });

  it('ends on quit, after the reply', async () => {
    await using qemu = await startMockQemu({ listen: 'ws://127.0.0.1:0/' });
    const client = await open(qemu, ['binary']);
    const closed = new Promise((resolve) => client.socket.once('close', resolve));
    client.socket.send(Buffer.from(`${NEGOTIATE}{"execute":"quit"}`));
    await closed;
    expect((await client.frames(4)).slice(2)).toEqual([
      expect.stringContaining('SHUTDOWN'),
      '{"return": {}}\r\n',
    ]);
  });

  it.each([
    ['no WebSocket', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['another path', upgrade('/qmp'), 404],
    ['another subprotocol', upgrade('/', 'Sec-WebSocket-Protocol: qmp\r\n'), 400],
    ['another version', upgrade('/').replace('Version: 13', 'Version: 8'), 400],
    ['no key', upgrade('/').replace(/Sec-WebSocket-Key.*\r\n/, ''), 400],
    ['no host', upgrade('/').replace(/Host.*\r\n/, ''), 400],
    ['POST', upgrade('/').replace('GET', 'POST'), 400],
    ['HTTP 1.0', upgrade('/').replace('HTTP/1.1', 'HTTP/1.0'), 400],
    ['no HTTP at all', `${NEGOTIATE}\r\n\r\n`, 400],
  ])('answers %s as QEMU does, and takes the next client', async (_, request, status) => {
    await using qemu = await startMockQemu({ listen: 'ws://127.0.0.1:0/' });
    await using client = await connectRaw(qemu.address.replace(/^ws:\/\/(.*)\/$/, 'tcp:$1'));
    client.write(request);
    const answer = (await client.end()).replace(/Date: .* GMT\r\n/, 'Date\r\n');
    const expected = {
      400: 'HTTP/1.1 400 Bad Request\r\nServer: QEMU VNC\r\nDate\r\nConnection: close\r\nSec-WebSocket-Version: 13\r\n',
      404: 'HTTP/1.1 404 Not Found\r\nServer: QEMU VNC\r\nDate\r\nConnection: close\r\n\r\n',
    };
    expect(answer).toBe(expected[status as 400 | 404]);
    const next = await open(qemu, ['binary']);
    expect(await next.frames(1)).toHaveLength(1);
  });
});

function upgrade(path: string, more = ''): string {
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n';
  return `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${key}${more}\r\n`;
}

interface Client {
  readonly socket: WebSocket;
  /** Resolves to all that have arrived, when there are this many. */
  frames(count: number): Promise<readonly string[]>;
}

async function open(qemu: MockQemu, protocols: string[]): Promise<Client> {
  const socket = new WebSocket(qemu.address, protocols);
  onTestFinished(() => socket.terminate());
  const frames: string[] = [];
  socket.on('message', (data, isBinary) => frames.push(isBinary ? data.toString() : `text: ${data}`));
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const come = async (count: number) => {
    await expect.poll(() => frames.length).toBe(count);
    return frames;
  };
  return { socket, frames: come };
}
