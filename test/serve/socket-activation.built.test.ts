import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type ListenOptions, type Server } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readNetTcp } from '../../src/linux/net-tcp.js';
import { readNetUnix } from '../../src/linux/net-unix.js';
import { readOpenFiles } from '../../src/linux/proc-fd.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { ask } from './http/test-server.js';

const dist = (file: string) => pathToFileURL(join(import.meta.dirname, '../../dist/serve', file)).href;

/** Serves what it inherits, writes a line with the addresses or the error, and ends with its standard input. */
const PROGRAM = `
const { Hono } = await import('hono');
const { startHttpServer } = await import(${JSON.stringify(dist('http/start-http-server.js'))});
const { takeInheritedSockets } = await import(${JSON.stringify(dist('systemd.js'))});
const app = new Hono().get('/hello', (context) => context.text('inherited'));
const listen = takeInheritedSockets().map(({ descriptor }) => ({ type: 'inherited', descriptor }));
try {
  const server = await startHttpServer({ app, listen, warn: console.error });
  console.log(JSON.stringify({ addresses: server.addresses, left: process.env.LISTEN_FDS ?? null }));
  process.stdin.resume().on('end', () => server.drain(0));
} catch (error) {
  console.log(JSON.stringify({ message: error.message }));
}
`;

/** The descriptors of sockets that this process listens at, in the order of the servers. */
async function listenHere(...options: readonly ListenOptions[]): Promise<readonly number[]> {
  const servers: Server[] = [];
  for (const option of options) {
    const server = createServer((socket) => socket.destroy());
    await once(server.listen(option), 'listening');
    servers.push(server);
  }
  onTestFinished(() => {
    for (const server of servers) server.close();
  });
  return servers.map(descriptorOf);
}

function descriptorOf(server: Server): number {
  const address = server.address();
  const line =
    typeof address === 'string'
      ? readNetUnix('/proc', 'self').find(({ path, state }) => path === address && state === 'listening')
      : readNetTcp('/proc', 'self').find(
          ({ localPort, state }) => localPort === address?.port && state === 'listening',
        );
  const sockets = readOpenFiles('/proc', process.pid)?.sockets ?? new Map<number, number>();
  const found = [...sockets].find(([, inode]) => inode === line?.inode);
  if (found === undefined) throw new Error('no descriptor');
  return found[0];
}

/** Runs the program as systemd would, and returns the line that it writes. */
async function activate(descriptors: readonly number[]): Promise<unknown> {
  const command = 'export LISTEN_PID=$$ && exec "$0" "$@"';
  const args = ['-c', command, process.execPath, '--input-type=module', '-e', PROGRAM];
  const child = spawn('sh', args, {
    stdio: ['pipe', 'pipe', 'inherit', ...descriptors],
    env: { ...process.env, LISTEN_FDS: String(descriptors.length) },
  });
  const closed = once(child, 'close');
  onTestFinished(async () => {
    child.stdin?.end();
    await closed;
  });
  const [line] = await once(child.stdout ?? child, 'data');
  return JSON.parse(String(line));
}

describe('a daemon that systemd starts on demand', () => {
  it('serves the sockets that systemd listens at, and leaves the file of a unix socket to it', async () => {
    const path = join(await temporaryDirectory(), 's');
    const descriptors = await listenHere({ path }, { port: 0, host: '127.0.0.1' });
    const port = readNetTcp('/proc', 'self').find(
      ({ inode }) => inode === readOpenFiles('/proc', process.pid)?.sockets.get(descriptors[1] ?? 0),
    )?.localPort;
    expect(await activate(descriptors)).toEqual({
      addresses: [`unix:${path}`, `http://127.0.0.1:${port}`],
      left: null,
    });
    expect(existsSync(path)).toBe(true);
  });

  it('refuses an inherited address that other hosts can reach', async () => {
    const descriptors = await listenHere({ port: 0, host: '0.0.0.0' });
    const { message } = (await activate(descriptors)) as { message: string };
    expect(message).toMatch(
      /^cannot listen at 0\.0\.0\.0:\d+: it is not a loopback address, so other hosts could read/,
    );
  });
});

describe('an inherited socket', () => {
  it('is served', async () => {
    const path = join(await temporaryDirectory(), 's');
    const [descriptor = 0] = await listenHere({ path });
    await activate([descriptor]);
    // This process listens too, and accepts some: it ends those at once.
    await expect
      .poll(async () => (await ask({ socketPath: path }).catch(() => undefined))?.body)
      .toBe('inherited');
  });
});
