import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../../temporary-directory.js';
import { readToEnd, sendRaw, statusesOf, untilClosed } from './raw-http.js';
import { ask, serveTest, testApp } from './test-server.js';
import { PAIR, writeCertificates } from './web-config-cases.js';

const HOST = '127.0.0.1';
const REQUEST = 'GET /hello HTTP/1.1\r\nHost: localhost\r\n';

/** Short, so that tests do not wait. */
const SHORT = { headersMs: 500, keepAliveMs: 300, stalledMs: 300, answerMs: 600 };

/** Sends a byte again and again, until the server ends the connection. */
async function trickle(socket: Socket, byte: string): Promise<string> {
  const timer = setInterval(() => socket.writable && socket.write(byte), 20);
  try {
    return await readToEnd(socket);
  } finally {
    clearInterval(timer);
  }
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, HOST);
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return socket;
}

describe('a slow client', () => {
  it('that sends nothing is cut', async () => {
    const { port } = await serveTest({ limits: SHORT });
    expect(statusesOf(await sendRaw({ port, host: HOST }, ''))).toEqual([408]);
  });

  it('that sends its headers byte by byte is cut, however diligent (slowloris)', async () => {
    const { port } = await serveTest({ limits: SHORT });
    const socket = await open(port);
    socket.write(`${REQUEST}X-Slow: `);
    const text = await trickle(socket, 'x');
    expect(statusesOf(text)).toEqual([408]);
    expect(text).toContain('{"error":{"code":"ERR_SLOW","message":"the request did not arrive in time"}}');
  });

  it('is cut in its second request too', async () => {
    const { port } = await serveTest({ limits: { ...SHORT, keepAliveMs: 60_000 } });
    const socket = await open(port);
    socket.write(`${REQUEST}\r\n${REQUEST}X-Slow: `);
    expect(statusesOf(await trickle(socket, 'x'))).toEqual([200, 408]);
  });

  it('that has no further request loses its connection', async () => {
    const { port } = await serveTest({ limits: SHORT });
    expect(statusesOf(await sendRaw({ port, host: HOST }, `${REQUEST}\r\n`))).toEqual([200]);
  });

  it('of a TLS handshake is cut', async () => {
    const directory = await temporaryDirectory();
    writeCertificates(directory);
    const webConfigFile = join(directory, 'web.yml');
    writeFileSync(webConfigFile, `tls_server_config:\n  ${PAIR}`);
    const { port } = await serveTest({ webConfigFile, limits: SHORT });
    const silent = await open(port);
    // The beginning of a record of 8192 bytes.
    silent.write(Buffer.from('160301200001001ffc0303', 'hex'));
    expect(await trickle(silent, 'x')).toBe('');
    const idle = connectTls({ port, host: HOST, rejectUnauthorized: false });
    expect(statusesOf(await readToEnd(idle))).toEqual([408]);
  });

  it('that does not take its answer is cut', async () => {
    const app = testApp();
    app.get('/large', (context) => context.body('x'.repeat(32 * 2 ** 20)));
    const { port } = await serveTest({ app, limits: SHORT });
    const socket = await open(port);
    socket.pause().write('GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await readSlowly(socket, 0);
  });

  it('that takes its answer byte by byte is cut', async () => {
    const app = testApp();
    app.get('/large', (context) => context.body('x'.repeat(32 * 2 ** 20)));
    const { port } = await serveTest({ app, limits: { ...SHORT, stalledMs: 60_000 } });
    const socket = await open(port);
    socket.pause().write('GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await readSlowly(socket, 1);
  });

  it('that waits for an answer which takes longer is not', async () => {
    const app = testApp();
    app.get('/later', async (context) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return context.text('at last');
    });
    const { port } = await serveTest({ app, limits: SHORT });
    expect((await ask({ port, path: '/later' })).body).toBe('at last');
  });
});

/** Reads a little at a time, until the server has ended the connection. */
async function readSlowly(socket: Socket, bytes: number): Promise<void> {
  socket.on('error', () => undefined);
  const timer = setInterval(() => {
    socket.read(bytes);
    // A write to a connection that the other end has reset fails: so its end is seen before the last byte is read.
    if (socket.writable) socket.write('\r\n');
  }, 20);
  await untilClosed(socket);
  clearInterval(timer);
}

describe('headers', () => {
  it('that are too long are refused', async () => {
    const { port } = await serveTest();
    const text = await sendRaw({ port, host: HOST }, `${REQUEST}X: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(statusesOf(text)).toEqual([431]);
    expect(text).toContain('{"error":{"code":"ERR_HEADERS","message":"the headers are too long"}}');
  });

  it('that never end are refused before they fill the memory', async () => {
    const { port } = await serveTest();
    const socket = await open(port);
    socket.write(REQUEST);
    const timer = setInterval(() => socket.writable && socket.write(`X-1: ${'y'.repeat(1000)}\r\n`), 1);
    expect(statusesOf(await readToEnd(socket))).toEqual([431]);
    clearInterval(timer);
  });

  it('of a path that is too long are refused', async () => {
    const { port } = await serveTest();
    const text = await sendRaw(
      { port, host: HOST },
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    );
    expect(statusesOf(text)).toEqual([431]);
  });
});

describe('connections', () => {
  it('of one client are limited, and another end makes room again', async () => {
    const { port, server } = await serveTest({ limits: { connectionsPerAddress: 3 } });
    const held = [await open(port), await open(port), await open(port)];
    expect(await sendRaw({ port, host: HOST }, `${REQUEST}\r\n`)).toBe('');
    expect(server.figures.refusedConnections).toBe(1);
    // Another address of loopback is another client.
    expect((await ask({ port, localAddress: '127.0.0.2' })).status).toBe(200);
    held[0]?.destroy();
    await expect.poll(() => ask({ port }).catch(() => undefined)).toMatchObject({ status: 200 });
  });

  it('are limited in all, and the unix socket has its own', async () => {
    const path = join(await temporaryDirectory(), 's');
    const { port, server } = await serveTest({
      listen: [
        { type: 'tcp', host: HOST, port: 0 },
        { type: 'unix', path },
      ],
      limits: { connections: 4, connectionsPerAddress: 100 },
    });
    for (let count = 0; count < 4; count++) await open(port);
    expect(await sendRaw({ port, host: HOST }, `${REQUEST}\r\n`)).toBe('');
    expect(server.figures.refusedConnections).toBe(1);
    expect((await ask({ socketPath: path })).status).toBe(200);
  });

  it('that wait for a further request make room for new ones', async () => {
    const { port } = await serveTest({ limits: { connections: 4 } });
    for (let count = 0; count < 12; count++) {
      const socket = await open(port);
      socket.write(`${REQUEST}\r\n`);
      const [answer] = await once(socket, 'data');
      expect(String(answer)).toContain('200 OK');
    }
  });

  it('end after so many requests', async () => {
    const { port } = await serveTest({ limits: { requestsPerConnection: 3 } });
    const text = await sendRaw({ port, host: HOST }, `${REQUEST}\r\n`.repeat(5));
    expect(statusesOf(text)).toEqual([200, 200, 200]);
    expect(text.match(/^connection: close/gim)).toHaveLength(1);
  });
});

describe('a rate limit of the web configuration', () => {
  it('refuses what is beyond it, over TCP alone', async () => {
    const directory = await temporaryDirectory();
    const webConfigFile = join(directory, 'web.yml');
    writeFileSync(webConfigFile, 'rate_limit: { interval: 1h, burst: 2 }');
    const path = join(directory, 's');
    const { port } = await serveTest({
      webConfigFile,
      listen: [
        { type: 'tcp', host: HOST, port: 0 },
        { type: 'unix', path },
      ],
    });
    const statuses = [await ask({ port }), await ask({ port }), await ask({ port })];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(statuses[2]?.headers['retry-after']).toBe('3600');
    expect((await ask({ socketPath: path })).status).toBe(200);
  });
});
