import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseUnreadBytes, readUnreadBytes } from '../../../src/sinks/tcp/unread-bytes.js';
import { waitFor } from '../../wait-for.js';

const TEXT = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0000 100 0 0 10 0
   1: 0100007F:A2B4 0100007F:2328 01 00000400:00000000 01:00000014 00000000     0        0 2 1 0000 20 4 30 10 -1
   2: 0100007F:2328 0100007F:A2B4 01 00000007:00000010 00:00000000 00000000     0        0 3 1 0000 20 4 30 10 -1
  13: 0200007F:A2B4 0300007F:2328 01 00000500:00000000 01:00000014 00000000     0        0 4 1 0000 20 4 30 10 -1
`;

describe('parseUnreadBytes', () => {
  it('adds what is not acknowledged here and what is not read at the other end', () => {
    expect(parseUnreadBytes(TEXT, 0x2328, 0xa2b4)).toBe(7);
  });

  it('takes the worse of two connections with the same ports', () => {
    expect(parseUnreadBytes(TEXT, 0xa2b4, 0x2328)).toBe(0x500 + 0x10);
  });

  it('returns undefined for a connection that does not exist', () => {
    expect(parseUnreadBytes(TEXT, 1, 2)).toBeUndefined();
    expect(parseUnreadBytes('', 1, 2)).toBeUndefined();
  });
});

describe('readUnreadBytes', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['127.0.0.1', '::'],
  ])('counts what was sent to %s and not read by the listener at %s', async (host, listenHost) => {
    const server = createServer({ pauseOnConnect: true }).listen(0, listenHost);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const accepted = once(server, 'connection');
    const socket = connect(port, host);
    onTestFinished(() => {
      socket.destroy();
      server.close();
    });
    await once(socket, 'connect');
    const [peer] = (await accepted) as [Socket];
    const read = () => readUnreadBytes(socket.localPort ?? 0, port);
    expect(await read()).toBe(0);
    socket.write('abc');
    await waitFor(async () => expect(await read()).toBe(3));
    socket.write(Buffer.alloc(32 * 1024 * 1024));
    await waitFor(async () => expect(await read()).toBeGreaterThan(100_000));
    peer.resume();
    await waitFor(async () => expect(await read()).toBe(0));
    peer.destroy();
  });
});
