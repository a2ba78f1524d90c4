import { writeFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { Daemon } from '../../src/serve/daemon.js';
import { AFTER } from '../formats/moving-snapshot.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { ask, errorOf, serveTest } from './http/test-server.js';

describe('the server of a daemon', () => {
  it('logs what a route has thrown, and does not show it', async () => {
    const daemon = new Daemon({ poll: { interval: 1, discover: false } });
    vi.spyOn(daemon.history, 'query').mockImplementation(() => {
      throw new Error('a secret detail');
    });
    const { port, warnings } = await serveTest({ app: createApp(daemon) });
    const answer = await ask({ port, path: '/api/v1/history?guest=web' });
    expect(answer.status).toBe(500);
    expect(errorOf(answer)).toEqual({
      code: 'ERR_INTERNAL',
      message: 'the request could not be answered: see the log of qgauge serve',
    });
    expect(warnings).toEqual(['/api/v1/history: a secret detail']);
  });

  it('says that there is nothing at a path', async () => {
    const app = createApp(new Daemon({ poll: { interval: 1, discover: false } }));
    const { port, warnings } = await serveTest({ app });
    for (const path of ['/nothing', '/api/v1/nothing', '/api/v1/guests/a/b']) {
      const answer = await ask({ port, path });
      expect(answer.status).toBe(404);
      expect(errorOf(answer)).toEqual({ code: 'ERR_NOT_FOUND', message: `nothing is at ${path}` });
    }
    const wrong = await ask({ port, path: '/api/v1/events?after=x' });
    expect([wrong.status, errorOf(wrong)]).toEqual([
      400,
      { code: 'ERR_QUERY', message: "after: 'x' is not a number from 0" },
    ]);
    expect(warnings).toEqual([]);
  });
});

describe('the figures of the server', () => {
  it('are metrics and part of /api/v1/self', async () => {
    const daemon = new Daemon({ poll: { interval: 60, discover: false } });
    vi.spyOn(daemon, 'latest', 'get').mockReturnValue({ snapshot: AFTER, endedMs: performance.now() });
    onTestFinished(() => void vi.restoreAllMocks());
    const tokenFile = join(await temporaryDirectory(), 'tokens');
    const token = 'a-token-that-is-long-enough-for-a-test-of-the-figures';
    writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 });
    const app = createApp(daemon, { httpFigures: () => server.figures });
    const { port, server } = await serveTest({ app, tokenFile });
    await ask({ port, path: '/metrics' });
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await ask({ port, path: '/metrics', headers });
    expect(body.split('\n').filter((line) => line.includes('qgauge_http_'))).toEqual([
      '# HELP qgauge_http_requests_total HTTP requests that the daemon received, also those that it refused.',
      '# TYPE qgauge_http_requests_total counter',
      'qgauge_http_requests_total 2',
      '# HELP qgauge_http_refused_connections_total Connections that were closed because of a limit.',
      '# TYPE qgauge_http_refused_connections_total counter',
      'qgauge_http_refused_connections_total 0',
      '# HELP qgauge_http_refused_requests_total HTTP requests without a known password or token.',
      '# TYPE qgauge_http_refused_requests_total counter',
      'qgauge_http_refused_requests_total 1',
    ]);
    const self: unknown = JSON.parse((await ask({ port, path: '/api/v1/self', headers })).body);
    expect(self).toMatchObject({ http: { requests: 3, refusedConnections: 0, refusedRequests: 1 } });
  });

  it('are unknown without a server', async () => {
    const app = createApp(new Daemon({ poll: { interval: 60, discover: false } }));
    expect(await (await app.request('/api/v1/self')).json()).toMatchObject({ http: null });
  });
});

describe('a request that waits for a sweep', () => {
  /** A daemon that sweeps no more, and the signals of those that wait for it. */
  async function stuck() {
    const daemon = new Daemon({ poll: { interval: 60, discover: false } });
    vi.spyOn(daemon, 'latest', 'get').mockReturnValue({ snapshot: AFTER, endedMs: performance.now() });
    onTestFinished(() => void vi.restoreAllMocks());
    const waits = vi.spyOn(daemon, 'untilSweepAfter');
    const socketPath = join(await temporaryDirectory(), 'api.sock');
    const { port } = await serveTest({
      app: createApp(daemon),
      listen: [
        { type: 'tcp', host: '127.0.0.1', port: 0 },
        { type: 'unix', path: socketPath },
      ],
    });
    const path = `/api/v1/snapshot?after=${AFTER.self?.sweep}`;
    const signalOf = (at: number) => waits.mock.calls[at]?.[1];
    return { port, socketPath, path, signalOf, countWaits: () => waits.mock.calls.length };
  }

  it('waits no more when its client has left', async () => {
    const { port, path, signalOf } = await stuck();
    const asked = request({ port, path, host: '127.0.0.1', agent: false });
    asked.on('error', () => undefined).end();
    await expect.poll(() => signalOf(0), SOON).toBeDefined();
    expect(signalOf(0)?.aborted).toBe(false);
    asked.destroy();
    await expect.poll(() => signalOf(0)?.aborted, SOON).toBe(true);
  });

  it.each([
    ['over TCP', 16, 'socket'],
    ['at the socket', 64, 'port'],
  ] as const)('is refused while too many wait %s, until one has left', async (_, most, other) => {
    const { port, socketPath, path, signalOf, countWaits } = await stuck();
    const places = { port: { host: '127.0.0.1', port }, socket: { socketPath } };
    const here = places[other === 'port' ? 'socket' : 'port'];
    const wait = (where: RequestOptions) => {
      const asked = request({ ...where, path, agent: false });
      onTestFinished(() => void asked.destroy());
      return asked.on('error', () => undefined).end();
    };
    const waiting = Array.from({ length: most }, () => wait(here));
    await expect.poll(countWaits, SOON).toBe(most);
    const refused = await ask({ ...here, path });
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(errorOf(refused)).toEqual({
      code: 'ERR_BUSY',
      message: 'too many requests wait for the next sweep: ask again in 5 s',
    });
    wait(places[other]);
    await expect.poll(countWaits, SOON).toBe(most + 1);
    expect((await ask({ ...here, path: '/api/v1/guests' })).status).toBe(200);
    for (const asked of waiting) asked.destroy();
    await expect.poll(() => signalOf(0)?.aborted, SOON).toBe(true);
    wait(here);
    await expect.poll(countWaits, SOON).toBe(most + 2);
  });

  it('is answered with 304 after a while', async () => {
    const { port, path, signalOf } = await stuck();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const answer = ask({ port, path });
    while (signalOf(0) === undefined) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(30_000);
    expect(await answer).toMatchObject({ status: 304, body: '' });
  });
});

const SOON = { timeout: 90_000, interval: 20 };
