import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { encodeGuestList } from '../../../src/formats/list/guest-list.js';
import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import type { PollOptions } from '../../../src/poll/poll-options.js';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { createApp } from '../../../src/serve/app.js';
import { Daemon } from '../../../src/serve/daemon.js';
import { parseJson } from '../../../src/support/lossless-json.js';
import { VERSION } from '../../../src/support/version.js';
import { named } from '../../poll/polling.js';
import { checkAnswer, PATHS } from './openapi.js';

interface Served {
  readonly daemon: Daemon;
  readonly get: (path: string) => Promise<Response>;
  /** Holds the answer against openapi.json. */
  readonly read: (path: string) => Promise<unknown>;
}

/** A daemon that measures mocks, without a server. */
async function serve(...machines: readonly MockQemuOptions[]): Promise<Served> {
  return serveWith({}, ...machines);
}

async function serveWith(
  options: Pick<PollOptions, 'guestStats'>,
  ...machines: readonly MockQemuOptions[]
): Promise<Served> {
  const qemus = await Promise.all(machines.map((options) => startMockQemu(options)));
  onTestFinished(async () => {
    await Promise.all(qemus.map((qemu) => qemu.close()));
  });
  return measure({ ...options, guests: named(...qemus.map(({ address }) => address)) });
}

function measure(options: Pick<PollOptions, 'guests' | 'guestStats'>): Served {
  const ending = new AbortController();
  const daemon = new Daemon({ poll: { ...options, discover: false, interval: 0.2, signal: ending.signal } });
  const running = daemon.run();
  onTestFinished(async () => {
    ending.abort();
    await running;
  });
  return { daemon, ...faceOf(daemon) };
}

function faceOf(daemon: Daemon): Omit<Served, 'daemon'> {
  const app = createApp(daemon);
  const get = async (path: string) => app.request(path);
  return { get, read: async (path) => checkAnswer(path, await get(path)) };
}

const answered = ({ latest }: Daemon) => latest?.snapshot.guests.every(({ qemu }) => qemu) ?? false;
const SOON = { timeout: 90_000, interval: 20 };

describe('the API of a daemon', () => {
  it('shows the last sweep whole, as ls shows it, and one guest of it', async () => {
    const { daemon, read } = await serve({ name: 'web', version: '7.2' }, { name: 'db', version: '10.0' });
    await expect.poll(() => answered(daemon), SOON).toBe(true);
    const { latest } = daemon;
    const sweep = {
      version: VERSION,
      discovers: false,
      number: latest?.snapshot.self?.sweep,
      takenAtSeconds: latest?.snapshot.takenAtSeconds,
      intervalSeconds: 0.2,
      isStale: false,
    };
    const snapshot = latest?.snapshot as Snapshot;
    expect(await read('/api/v1/guests')).toEqual({ sweep, ...encodeGuestList(snapshot) });
    expect(await read('/api/v1/snapshot')).toMatchObject({
      sweep,
      snapshot: { guests: [{ name: 'web' }, {}] },
    });
    expect(await read('/api/v1/guests/db')).toMatchObject({ sweep, guest: { name: 'db' } });
    expect(await read('/api/v1/host')).toMatchObject({ sweep, host: { sample: { cpu: {} } } });
  });

  it('gives back the very figures, to the last digit', async () => {
    const { daemon, get } = await serve({ name: 'web', version: '7.2' });
    await expect.poll(() => answered(daemon), SOON).toBe(true);
    const snapshot = daemon.latest?.snapshot;
    const body = parseJson(await (await get('/api/v1/snapshot')).text());
    expect(body).toMatchObject({ snapshot: parseJson(JSON.stringify(snapshot, exactly)) });
  });

  it('describes every path that there is', async () => {
    const { daemon, read } = await serveWith({ guestStats: true }, { name: 'web', version: '7.2' });
    await expect.poll(() => answered(daemon), SOON).toBe(true);
    for (const path of PATHS) {
      const query = path.endsWith('/history') ? '?guest=web' : '';
      const body = await read(`${path.replace('{name}', 'web')}${query}`);
      expect(body).not.toHaveProperty('error');
    }
    expect(PATHS).toHaveLength(13);
  });

  it('shows what a guest may know of itself, where the daemon measures that', async () => {
    const { daemon, read } = await serveWith({ guestStats: true }, { name: 'web', version: '7.2' });
    await expect.poll(() => answered(daemon), SOON).toBe(true);
    const body = await read('/api/v1/guests/web/guest-stats');
    expect(body).toMatchObject({
      guestStats: {
        groups: [
          {
            name: 'session',
            stats: [{ name: 'session', type: 'static', units: '' }, { name: 'uptime' }, {}, {}, {}],
          },
          { name: 'host' },
          { name: 'resources' },
          { name: 'vscsi disk0', stats: [{ name: 'num.reads' }, {}, {}, {}, {}, {}] },
          { name: 'vnet 52:54:00:aa:bb:01' },
        ],
      },
    });
    expect(await read('/api/v1/guests/db/guest-stats')).toMatchObject({ error: { code: 'ERR_GUEST' } });
  });

  it('says that it does not measure that', async () => {
    const { daemon, get, read } = await serve({ name: 'web', version: '7.2' });
    await expect.poll(() => answered(daemon), SOON).toBe(true);
    expect((await get('/api/v1/guests/web/guest-stats')).status).toBe(404);
    expect(await read('/api/v1/guests/web/guest-stats')).toEqual({
      error: {
        code: 'ERR_NO_GUEST_STATS',
        message:
          'the daemon does not measure what guests may know of themselves: set guestStats in its configuration',
      },
    });
  });

  it('has none of a guest that was never seen, and says why', async () => {
    const address = parseAddress('unix:/nonexistent/qmp.sock');
    const { daemon, get, read } = measure({ guests: [{ name: 'web', address }], guestStats: true });
    await expect.poll(() => daemon.latest, SOON).toBeDefined();
    expect((await get('/api/v1/guests/web/guest-stats')).status).toBe(404);
    expect(await read('/api/v1/guests/web/guest-stats')).toEqual({
      error: {
        code: 'ERR_NO_GUEST_STATS',
        message: expect.stringContaining(
          'nothing is known of this guest: unix:/nonexistent/qmp.sock: no such socket',
        ),
      },
    });
  });

  it('says that nothing was measured yet', async () => {
    const { read, get } = faceOf(new Daemon({ poll: { interval: 1, discover: false } }));
    for (const path of ['guests', 'guests/web', 'guests/web/guest-stats', 'snapshot', 'host']) {
      expect((await get(`/api/v1/${path}`)).status).toBe(503);
      expect(await read(`/api/v1/${path}`)).toMatchObject({ error: { code: 'ERR_NOT_READY' } });
    }
    expect(await read('/readyz')).toBe('the first sweep has not ended yet\n');
    expect(await read('/healthz')).toBe('ok\n');
    expect(await read('/api/v1/self')).toMatchObject({ sweep: null, self: null, pid: process.pid });
    expect(await read('/api/v1/events')).toEqual({ first: 0, last: 0, events: [] });
  });

  it('says what is wrong with a request', async () => {
    const { read, get } = await serve();
    const wrong = async (path: string) => {
      expect((await get(`/api/v1/${path}`)).status).toBe(400);
      return ((await read(`/api/v1/${path}`)) as { error: object }).error;
    };
    expect(await wrong('guests?guest=web')).toEqual({
      code: 'ERR_QUERY',
      message: "'guest' is not a parameter of this path: expected none",
    });
    expect(await wrong('history')).toMatchObject({ message: 'guest is missing: name one of /api/v1/guests' });
    expect(await wrong('history?guest=web&resolution=hour')).toMatchObject({
      message: "resolution: 'hour' is not one of sweep, minute",
    });
    expect(await wrong('events?after=-1')).toMatchObject({ message: "after: '-1' is not a number from 0" });
    expect(await read('/api/v1/history?guest=%1b%5B2J')).toMatchObject({
      error: { code: 'ERR_GUEST', message: "there is no guest '?[2J': /api/v1/guests lists those that are" },
    });
    expect(await wrong('events?after=1.5')).toMatchObject({ message: "after: '1.5' is not an integer" });
    expect(await wrong('snapshot?after=1.5')).toMatchObject({ message: "after: '1.5' is not an integer" });
    expect(await wrong('history?guest=web&series=cpuRatio,balloonBytes,cpuRatio')).toMatchObject({
      message: "series: 'cpuRatio' is listed twice",
    });
  });

  it('encodes an answer at most once a sweep, and nothing unless somebody asks', async () => {
    const daemon = new Daemon({ poll: { interval: 1, discover: false } });
    let encodings = 0;
    const snapshot = { takenAtSeconds: 1, host: { memoryBytes: 1 }, guests: [], warnings: [] };
    Object.defineProperty(snapshot, 'guests', {
      get: (): GuestSnapshot[] => {
        encodings++;
        return [];
      },
    });
    vi.spyOn(daemon, 'latest', 'get').mockReturnValue({ snapshot, endedMs: performance.now() });
    onTestFinished(() => void vi.restoreAllMocks());
    const { get } = faceOf(daemon);
    expect(encodings).toBe(0);
    const answers = await Promise.all(['guests', 'guests', 'guests'].map((path) => get(`/api/v1/${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(encodings).toBe(1);
  });
});

describe('a sweep that is old', () => {
  it('is stale after three intervals and 15 seconds: /readyz fails, and the API says so under another ETag', async () => {
    const { daemon, get, read } = await serve({ name: 'web', version: '7.2' });
    await expect.poll(() => answered(daemon), SOON).toBe(true);
    const fresh = (await get('/api/v1/guests')).headers.get('etag');
    const latest = daemon.latest;
    if (latest === undefined) throw new Error('there is no sweep');
    onTestFinished(() => void vi.restoreAllMocks());
    const aged = (seconds: number) =>
      vi
        .spyOn(daemon, 'latest', 'get')
        .mockReturnValue({ ...latest, endedMs: performance.now() - seconds * 1000 });
    aged(14);
    expect(await read('/readyz')).toBe('ok\n');
    aged(16);
    expect(await read('/readyz')).toBe('the last sweep ended 16 s ago\n');
    const response = await get('/api/v1/guests');
    expect(response.headers.get('etag')).not.toBe(fresh);
    expect(response.headers.get('age')).toBe('16');
    expect(await checkAnswer('/api/v1/guests', response)).toMatchObject({ sweep: { isStale: true } });
    const metrics = String(await read('/metrics'));
    expect(metrics).toContain('qgauge_guest_up{guest="web"} 0\n');
    const names = new Set(
      metrics.split('\n').flatMap((line) => /^qgauge_guest_(\w+)\{guest=/.exec(line)?.[1] ?? []),
    );
    expect([...names]).toEqual(['up']);
  });
});

describe('a request for a later sweep', () => {
  it('waits for it', async () => {
    const { daemon, read } = await serve({ name: 'web', version: '7.2' });
    const { number } = ((await read('/api/v1/snapshot?after=0')) as { sweep: { number: number } }).sweep;
    expect(number).toBeGreaterThan(0);
    const later = await read(`/api/v1/snapshot?after=${number}`);
    expect(later).toMatchObject({ sweep: { number: number + 1 } });
    // The daemon was started anew since that sweep.
    expect(await read('/api/v1/snapshot?after=100000')).toMatchObject({ sweep: { isStale: false } });
    expect(daemon.latest?.snapshot.self?.sweep).toBeLessThan(100_000);
  });
});

function exactly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
