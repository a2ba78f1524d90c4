import { EventEmitter, once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refuseExposure } from '../../../src/serve/http/exposure.js';
import type { Listen } from '../../../src/serve/http/listen/listen.js';
import { parseListen } from '../../../src/serve/http/listen/listen.js';
import { ListenError } from '../../../src/serve/http/listen/listen-error.js';
import { becomeNobody } from '../../become-nobody.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { sendRaw } from './raw-http.js';
import { ask, serveTest, testApp } from './test-server.js';

async function socketPath(): Promise<string> {
  return join(await temporaryDirectory(), 'qgauge', 'api.sock');
}

async function failure(listen: Listen, more: object = {}): Promise<{ reason: string; message: string }> {
  try {
    await serveTest({ listen: [listen], ...more });
  } catch (error) {
    if (error instanceof ListenError) return { reason: error.reason, message: error.message };
    throw error;
  }
  throw new Error('it listens');
}

/** Another server, that closes without removing what may have taken its place. */
async function occupy(where: string | { port: number; host: string }): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => undefined).end('the other\n'));
  await new Promise<void>((resolve) => {
    if (typeof where === 'string') server.listen(where, resolve);
    else server.listen(where, resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return server;
}

describe('a unix socket', () => {
  it('is made in a directory that is made too, for the owner and the group alone, and is gone at the end', async () => {
    const path = await socketPath();
    const { server } = await serveTest({ listen: [{ type: 'unix', path }] });
    expect(server.addresses).toEqual([`unix:${path}`]);
    expect(statSync(path).mode & 0o777).toBe(0o660);
    expect(statSync(join(path, '..')).mode & 0o027).toBe(0);
    expect((await ask({ socketPath: path })).body).toBe('hello\n');
    await server.drain(0);
    expect(existsSync(path)).toBe(false);
  });

  it('may be for its owner alone', async () => {
    const path = await socketPath();
    await serveTest({ listen: [{ type: 'unix', path, mode: 0o600 }] });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('belongs to the group, where there is one that this process may give it to', async () => {
    const path = await socketPath();
    await serveTest({ listen: [{ type: 'unix', path, group: 'daemon' }] });
    // The second field of the group daemon on every Linux.
    expect(statSync(path).gid).toBe(process.geteuid?.() === 0 ? 1 : process.getegid?.());
  });

  it('answers to any Host', async () => {
    const path = await socketPath();
    await serveTest({ listen: [{ type: 'unix', path }] });
    expect((await ask({ socketPath: path, headers: { host: 'whatever' } })).status).toBe(200);
  });

  it('of a dead daemon is replaced', async () => {
    const path = await socketPath();
    await leaveDead(path);
    await serveTest({ listen: [{ type: 'unix', path }] });
    expect((await ask({ socketPath: path })).body).toBe('hello\n');
  });

  it('of another process that listens is left to it, and the process is named', async () => {
    const path = join(await temporaryDirectory(), 's');
    await occupy(path);
    const { reason, message } = await failure({ type: 'unix', path });
    expect(reason).toBe('in-use');
    expect(message).toMatch(
      new RegExp(
        `^cannot listen at ${path}: pid ${process.pid} \\(.+\\) listens there: stop it, or choose another path$`,
      ),
    );
    expect(existsSync(path)).toBe(true);
  });

  it.each([
    ['a file', (path: string) => writeFileSync(path, 'precious')],
    ['a directory', (path: string) => mkdirSync(path)],
    ['a link', (path: string) => symlinkSync('/nowhere', path)],
  ])('never replaces %s', async (_, make) => {
    const path = join(await temporaryDirectory(), 's');
    make(path);
    expect(await failure({ type: 'unix', path })).toEqual({
      reason: 'not-a-socket',
      message: `cannot listen at ${path}: another file has this path: move it away, or choose another path`,
    });
  });

  it('of another daemon, that has taken its place, is not removed at the end', async () => {
    const path = await socketPath();
    const { server } = await serveTest({ listen: [{ type: 'unix', path }] });
    rmSync(path);
    await occupy(path);
    await server.drain(0);
    expect(statSync(path).isSocket()).toBe(true);
    expect(await sendRaw({ path }, '')).toBe('the other\n');
  });

  it('needs a directory that this user may write to', async () => {
    const directory = await temporaryDirectory();
    becomeNobody();
    expect(await failure({ type: 'unix', path: join(directory, 'sub', 's') })).toEqual({
      reason: 'denied',
      message: `cannot listen at ${directory}/sub/s: permission denied: let the user that runs qgauge write to the directory, or choose another path`,
    });
  });

  it('cannot have a path that the kernel would cut', async () => {
    const path = `/tmp/${'x'.repeat(110)}`;
    expect(await failure({ type: 'unix', path })).toEqual({
      reason: 'unusable',
      message: `cannot listen at ${path}: the path of a socket has at most 107 bytes`,
    });
  });
});

describe('a TCP port', () => {
  it('that is taken is named, with the process that has it', async () => {
    const other = await occupy({ port: 0, host: '127.0.0.1' });
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { reason, message } = await failure({ type: 'tcp', host: '127.0.0.1', port });
    expect(reason).toBe('in-use');
    expect(message).toMatch(
      new RegExp(
        `^cannot listen at 127.0.0.1:${port}: pid ${process.pid} \\(.+\\) listens there: stop it, or choose another port$`,
      ),
    );
  });

  it('that cannot be had leaves nothing behind', async () => {
    const other = await occupy({ port: 0, host: '127.0.0.1' });
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const path = await socketPath();
    const listen: Listen[] = [
      { type: 'unix', path },
      { type: 'tcp', host: '127.0.0.1', port },
    ];
    await expect(serveTest({ listen })).rejects.toThrow(ListenError);
    expect(existsSync(path)).toBe(false);
  });

  it('of an address of another host cannot be had', async () => {
    expect(await failure({ type: 'tcp', host: '192.0.2.7', port: 10177 }, { insecure: true })).toEqual({
      reason: 'unusable',
      message: 'cannot listen at 192.0.2.7:10177: this host has no such address',
    });
  });

  it('of an unknown name cannot be had', async () => {
    const { reason, message } = await failure({ type: 'tcp', host: 'no-such-host.invalid', port: 1 });
    expect(reason).toBe('unusable');
    expect(message).toMatch(/^cannot listen at no-such-host\.invalid:1: /);
  });

  it('is taken at each address of a name', async () => {
    const { server } = await serveTest({ listen: [{ type: 'tcp', host: 'localhost', port: 0 }] });
    expect(server.addresses.length).toBeGreaterThanOrEqual(1);
    for (const address of server.addresses) {
      const { hostname: host, port } = new URL(address);
      expect((await ask({ host: host.replaceAll(/[[\]]/g, ''), port })).status).toBe(200);
    }
  });
});

const BOTH =
  'TLS (tls_server_config) and authentication (basic_auth_users, client certificates or a token file)';

describe('an address that other hosts can reach', () => {
  it.each(['0.0.0.0', '::', '::ffff:0.0.0.0', '192.0.2.7', '10.0.0.1', '2001:db8::7', '::ffff:192.0.2.7'])(
    'needs TLS and authentication: %s',
    async (host) => {
      const { reason, message } = await failure({ type: 'tcp', host, port: 10177 });
      expect(reason).toBe('exposed');
      const shown = host.includes(':') ? `[${host}]` : host;
      expect(message).toBe(
        `cannot listen at ${shown}:10177: it is not a loopback address, so other hosts could read every figure: ${BOTH} are missing; listen at 127.0.0.1, add what is missing, or accept it with --insecure`,
      );
    },
  );

  it.each([
    [{ isEncrypted: false, isAuthenticated: true }, 'TLS (tls_server_config) is missing;'],
    [
      { isEncrypted: true, isAuthenticated: false },
      'authentication (basic_auth_users, client certificates or a token file) is missing;',
    ],
  ])('is refused with what is missing: %o', (protection, missing) => {
    const endpoint = { kind: 'tcp', host: '192.0.2.7', address: '192.0.2.7', port: 10177 } as const;
    expect(() => refuseExposure(endpoint, protection)).toThrow(missing);
  });

  it.each(['127.0.0.1', '127.9.9.9', '::ffff:127.0.0.1'])('is none of loopback: %s', async (host) => {
    const { port } = await serveTest({ listen: [{ type: 'tcp', host, port: 0 }] });
    expect(port).toBeGreaterThan(0);
  });

  it('may be served without either when the user insists, to this host by its name too', async () => {
    const { port } = await serveTest({ listen: [{ type: 'tcp', host: '0.0.0.0', port: 0 }], insecure: true });
    expect((await ask({ port, headers: { host: hostname() } })).status).toBe(200);
    expect((await ask({ port, headers: { host: 'evil.example' } })).status).toBe(421);
  });
});

describe('the end', () => {
  it('lets what is being answered end, and cuts what does not', async () => {
    const app = testApp();
    const gate = new EventEmitter();
    const entered = once(gate, 'entered');
    app.get('/slow', async (context) => {
      gate.emit('entered');
      await once(gate, 'release');
      return context.text('slow');
    });
    app.get('/stuck', () => new Promise<Response>(() => undefined));
    const { server, port } = await serveTest({ app });
    const slow = ask({ port, path: '/slow' });
    const stuck = ask({ port, path: '/stuck' });
    const isStuck = expect(stuck).rejects.toMatchObject({ code: 'ECONNRESET' });
    await entered;
    const drained = server.drain(1500);
    await expect(ask({ port })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    gate.emit('release');
    const { status, headers } = await slow;
    expect([status, headers.connection]).toEqual([200, 'close']);
    await drained;
    await isStuck;
  });

  it('comes with the signal', async () => {
    const stop = new AbortController();
    const path = await socketPath();
    const { server } = await serveTest({ listen: [{ type: 'unix', path }], signal: stop.signal });
    stop.abort();
    await server.drain(1000);
    expect(existsSync(path)).toBe(false);
  });
});

describe('an address to listen at', () => {
  it.each([
    ['127.0.0.1:10177', { type: 'tcp', host: '127.0.0.1', port: 10177 }],
    ['tcp:localhost:1', { type: 'tcp', host: 'localhost', port: 1 }],
    ['[::1]:10177', { type: 'tcp', host: '::1', port: 10177 }],
    ['unix:/run/q/api.sock', { type: 'unix', path: '/run/q/api.sock' }],
    ['/run/q/api.sock', { type: 'unix', path: '/run/q/api.sock' }],
  ])('is written as %s', (text, listen) => {
    expect(parseListen(text)).toEqual(listen);
  });

  it.each([
    [
      ':9100',
      "':9100' is not an address: the host is missing; write 127.0.0.1:9100, or [::]:9100 for every address",
    ],
    [
      '10177',
      "'10177' is not an address: it is neither a host and port nor a path; write HOST:PORT, such as 127.0.0.1:10177 or [::1]:10177, or unix:/PATH",
    ],
    [
      '::1:10177',
      "'::1:10177' is not an address: it is neither a host and port nor a path; write HOST:PORT, such as 127.0.0.1:10177 or [::1]:10177, or unix:/PATH",
    ],
    [
      'h:70000',
      "'h:70000' is not an address: the highest port is 65535; write HOST:PORT, such as 127.0.0.1:10177 or [::1]:10177, or unix:/PATH",
    ],
    [
      'unix:@qgauge',
      "'unix:@qgauge' is not an address: an abstract socket has no permissions: anybody could use it; write HOST:PORT, such as 127.0.0.1:10177 or [::1]:10177, or unix:/PATH",
    ],
  ])('cannot be %s', (text, message) => {
    expect(() => parseListen(text)).toThrow(message);
  });
});

/** A socket file that nobody listens at any more: libuv removes it where it was bound, so it is moved aside meanwhile. */
async function leaveDead(path: string): Promise<void> {
  mkdirSync(join(path, '..'), { recursive: true });
  const aside = `${path}.aside`;
  const server = await occupy(path);
  renameSync(path, aside);
  await new Promise((resolve) => server.close(resolve));
  renameSync(aside, path);
}
