import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../temporary-directory.js';
import { ask, serveTest } from './test-server.js';

const ATTEMPTS = 10_000;
/** At once: both ends of each are descriptors of this process. */
const AT_ONCE = 200;
const CAP = 64;

/** Connects, and begins a request that never ends. Resolves when the kernel or the server has answered. */
async function begin(to: NetConnectOpts): Promise<Socket> {
  const socket = connect(to);
  socket.on('error', () => undefined).resume();
  socket.write('GET /hello HTTP/1.1\r\nX: ');
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  return socket;
}

describe('ten thousand connections', () => {
  it.each(['tcp', 'unix'] as const)(
    'over %s leave the other listener alone, and never exceed the limit',
    async (kind) => {
      const path = join(await temporaryDirectory(), 's');
      const { port, server } = await serveTest({
        listen: [
          { type: 'tcp', host: '127.0.0.1', port: 0 },
          { type: 'unix', path },
        ],
        limits: { connections: CAP, connectionsPerAddress: CAP, headersMs: 600_000 },
      });
      const attacked = kind === 'tcp' ? { port, host: '127.0.0.1' } : { path };
      const other = kind === 'tcp' ? { socketPath: path } : { port };
      const held = new Set<Socket>();
      let most = 0;
      for (let started = 0; started < ATTEMPTS; started += AT_ONCE) {
        const wave = await Promise.all(Array.from({ length: AT_ONCE }, () => begin(attacked)));
        for (const socket of wave) {
          held.add(socket);
          if (socket.closed) held.delete(socket);
          else socket.once('close', () => held.delete(socket));
        }
        expect((await ask(other)).status).toBe(200);
        await expect.poll(() => held.size).toBeLessThanOrEqual(CAP);
        most = Math.max(most, held.size);
      }
      expect(most).toBe(CAP);
      expect(server.figures.refusedConnections).toBe(ATTEMPTS - CAP);
      for (const socket of held) socket.destroy();
      await expect
        .poll(() => ask(kind === 'tcp' ? { port } : { socketPath: path }).catch(() => undefined))
        .toMatchObject({ status: 200 });
    },
  );
});
