import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../mock-qemu/index.js';
import { borrowMonitor } from '../../../src/client/borrow.js';
import type { BalloonEntry } from '../../../src/formats/balloon/json.js';
import { encodeHvMonitor, formatHvMonitor } from '../../../src/formats/hv-monitor/hv-monitor.js';
import { encodeGuestList, type GuestList } from '../../../src/formats/list/guest-list.js';
import { LEND_SOCKET } from '../../../src/model/lend-protocol.js';
import type { Snapshot } from '../../../src/model/snapshot.js';
import { parseJson } from '../../../src/support/lossless-json.js';
import { VERSION } from '../../../src/support/version.js';
import { expectOnTime, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { configOf, type RunningServe, startServe } from './running-serve.js';

async function mock(options: MockQemuOptions = {}): Promise<MockQemu> {
  const qemu = await startMockQemu(options);
  onTestFinished(() => qemu.close());
  return qemu;
}

async function twoGuests(...args: readonly string[]) {
  const [web, db] = [
    await mock({ name: 'web', version: '7.2' }),
    await mock({ name: 'db', version: '10.0' }),
  ];
  const daemon = await startServe({ web: web.address, db: db.address }, args);
  await daemon.untilMeasured();
  return { web, db, daemon };
}

/** What commands print of the sweeps around a run of them. */
async function sweepsAround<Made>(daemon: RunningServe, run: () => Promise<Made>) {
  const before = await snapshotOf(daemon);
  const made = await run();
  return { made, sweeps: [before, await snapshotOf(daemon)] };
}

async function snapshotOf({ get }: RunningServe): Promise<Snapshot> {
  const body = parseJson((await get('/api/v1/snapshot')).text) as unknown as { snapshot: Snapshot };
  return body.snapshot;
}

const WAIT = { timeout: 90_000, interval: 20 };
const GOOD_SWEEP = {
  version: VERSION,
  discovers: true,
  number: 7,
  takenAtSeconds: 1,
  intervalSeconds: 1,
  isStale: false,
};
const NOT_ALL =
  'qgauge: the daemon measures only the guests that its configuration names: --direct finds the others\n';

describe('qgauge serve', () => {
  it('measures, answers, and ends with its connections on SIGTERM', async () => {
    const { daemon } = await twoGuests();
    const metrics = await daemon.get('/metrics');
    expect(metrics.text).toContain('qgauge_guest_up{guest="web"} 1\n');
    expect((await daemon.get('/metrics/libvirt')).text).toContain(
      'libvirt_domain_info_virtual_cpus{domain="db"}',
    );
    expect((await daemon.get('/readyz')).status).toBe(200);
    const ended = await daemon.end();
    expect(ended.status).toBe(0);
    expectOnTime(ended, 2000);
    const [first, ...others] = daemon.stderr().trimEnd().split('\n');
    expect(first).toBe(`qgauge: answering at unix:${join(daemon.directory, 'api.sock')}`);
    // On a machine with much other work the mocks may be late.
    expect(others.filter((line) => !/^qgauge: (?:web|db): /.test(line))).toEqual([]);
  });

  it('ends as soon when systemd hangs', async () => {
    const directory = await temporaryDirectory();
    const program = join(directory, 'systemd-notify');
    const hang = '#!/bin/sh\n[ "$1" != STOPPING=1 ] || exec sleep 60\n';
    await writeFile(program, hang, { mode: 0o755 });
    vi.stubEnv('PATH', `${directory}:${process.env.PATH}`);
    vi.stubEnv('NOTIFY_SOCKET', join(directory, 'notify'));
    onTestFinished(() => void vi.unstubAllEnvs());
    const daemon = await startServe({ web: (await mock({ name: 'web' })).address });
    // A request that waits for a sweep, until it is cut.
    const { number } = JSON.parse((await daemon.get('/api/v1/snapshot?after=0')).text).sweep;
    const waiting = daemon.get(`/api/v1/snapshot?after=${number}`).catch(() => undefined);
    const ended = await daemon.end();
    await waiting;
    expect(ended.status).toBe(0);
    expectOnTime(ended, 2000);
    expect(daemon.stderr()).toContain('qgauge: systemd was not told that qgauge is stopping: ');
  });

  it('asks each guest once a sweep, however many ask it', async () => {
    const { web, daemon } = await twoGuests('-f', '2');
    const sweepNow = async () => (await snapshotOf(daemon)).self?.sweep ?? 0;
    const first = await sweepNow();
    await expect.poll(sweepNow, WAIT).toBe(first + 1);
    const before = web.calls.length;
    for (let times = 0; times < 20; times++)
      for (const path of ['/metrics', '/api/v1/snapshot', '/api/v1/guests']) await daemon.get(path);
    expect(await sweepNow()).toBe(first + 1);
    expect(web.calls.length - before).toBeLessThanOrEqual(8);
  });

  it('reads its configuration again on SIGHUP, and keeps the old one where the new one is not valid', async () => {
    const { web, daemon } = await twoGuests();
    await writeFile(daemon.configFile, 'gests: []\n');
    daemon.child.kill('SIGHUP');
    await daemon.untilTold('not reloaded: ');
    expect(daemon.stderr()).toContain('gests');
    expect((await snapshotOf(daemon)).guests).toHaveLength(2);
    await writeFile(daemon.configFile, configOf({ only: web.address }));
    daemon.child.kill('SIGHUP');
    await daemon.untilTold('qgauge: configuration reloaded\n');
    await expect
      .poll(async () => (await snapshotOf(daemon)).guests.map(({ name }) => name), WAIT)
      .toEqual(['only']);
  });

  it("has QEMU's own events where it holds the monitor, and lends that to other commands", async () => {
    const web = await mock({ name: 'web', version: '10.0' });
    const daemon = await startServe({ web: web.address }, [], true);
    await daemon.untilMeasured();
    web.machine.reset();
    const events = async () => (await daemon.get('/api/v1/events')).text;
    await expect.poll(events, WAIT).toContain('"kind":"qemu","name":"RESET"');
    await expect.poll(events, WAIT).toContain('"kind":"session"');
    const run = await daemon.beside('qmp', web.address, 'query-status', '--control');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    await daemon.untilMeasured();
    // A loan as short as that may be over before a sweep sees it.
    const loan = await borrowMonitor({ socketPath: join(daemon.directory, LEND_SOCKET), guest: 'web' });
    if ('reason' in loan) throw new Error(loan.message);
    await expect.poll(events, WAIT).toContain(`lent to pid ${process.pid} `);
    await loan.release();
    await daemon.untilMeasured();
  });

  it('says who the first is to a second one', async () => {
    const { daemon } = await twoGuests();
    const second = await daemon.beside(
      'serve',
      '--config',
      daemon.configFile,
      '--web.listen-address',
      'none',
    );
    expect(second).toMatchObject({ status: 1, stdout: '' });
    expect(second.stderr).toMatch(
      /api\.sock: .* listens there: stop it, or choose another directory by QGAUGE_RUNTIME_DIRECTORY \(in a unit of systemd: RuntimeDirectory=\)\n$/,
    );
  });

  it('takes the place of a daemon that has died', async () => {
    const { web, daemon } = await twoGuests();
    await daemon.end('SIGKILL');
    const again = await startServe({ web: web.address }, [], false, daemon.directory);
    await again.untilMeasured();
    expect((await snapshotOf(again)).guests).toMatchObject([{ name: 'web' }]);
    expect(await again.end()).toMatchObject({ status: 0 });
  });

  it.each([
    [['--web.listen-address', '0.0.0.0:0'], 1, 'it is not a loopback address'],
    [['--web.listen-address', 'here'], 2, "'here' is not an address"],
    [['--web.config.file', '/nonexistent/web.yml'], 1, '/nonexistent/web.yml'],
    [['--config', '/nonexistent/qgauge.yaml'], 2, '/nonexistent/qgauge.yaml'],
    [['--history', 'much'], 2, "'much' is not a valid size"],
    [['web'], 2, 'too many arguments'],
  ])('ends with a reason: %s', async (args, status, why) => {
    const directory = await temporaryDirectory();
    const run = await runQgauge(['serve', ...args], {
      through: ['env', `QGAUGE_RUNTIME_DIRECTORY=${directory}`],
    });
    expect(run).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(why) });
    expect(run.stderr.split('\n')).toHaveLength(2);
  });

  it('says that its directory cannot be written to', async () => {
    const run = await runQgauge(['serve', '--web.listen-address', 'none'], {
      through: ['env', 'QGAUGE_RUNTIME_DIRECTORY=/proc/qgauge'],
    });
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toMatch(/^qgauge: .*\/proc\/qgauge.*\n$/);
  });

  it('says that a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await expect.poll(() => server.listening, WAIT).toBe(true);
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const directory = await temporaryDirectory();
    const run = await runQgauge(['serve', '--web.listen-address', `127.0.0.1:${port}`], {
      through: ['env', `QGAUGE_RUNTIME_DIRECTORY=${directory}`],
    });
    expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining(`127.0.0.1:${port}`) });
  });
});

describe('a command beside a daemon', () => {
  it('prints the same bytes of a sweep as the daemon has measured', async () => {
    const { web, daemon } = await twoGuests('-f', '3');
    const before = web.calls.length;
    const { made: list, sweeps } = await sweepsAround(daemon, () => daemon.beside('ls', '--json'));
    expect(list).toMatchObject({ status: 0, stderr: NOT_ALL });
    const printed: GuestList = JSON.parse(list.stdout);
    expect(sweeps.map((sweep) => JSON.stringify(encodeGuestList(sweep)))).toContain(JSON.stringify(printed));
    const { made: record, sweeps: around } = await sweepsAround(daemon, () => daemon.beside('collect'));
    expect(record).toMatchObject({ status: 0, stderr: NOT_ALL });
    const options = { hv: 'libvirt', extended: undefined };
    expect(around.map((sweep) => `${formatHvMonitor(encodeHvMonitor(sweep, options))}\n`)).toContain(
      record.stdout,
    );
    // Nobody else has asked the guest.
    const clients = web.calls.slice(before).filter(({ execute }) => execute === 'qmp_capabilities');
    expect(clients.length).toBeLessThanOrEqual(3);
  });

  it('judges balloons by the sweeps of the daemon, in the words of a direct look', async () => {
    const { web, db, daemon } = await twoGuests();
    for (const command of ['ls', 'doctor']) {
      const run = await daemon.beside('balloon', command, '--json');
      const direct = await daemon.beside('balloon', command, '--json', '--direct', web.address, db.address);
      expect(run).toMatchObject({ status: direct.status, stderr: NOT_ALL });
      const balloons = (text: string) =>
        JSON.parse(text).balloons.map(({ evidence, report, socket, device, ...entry }: BalloonEntry) => ({
          ...entry,
          // A report may arrive between two samples, or not.
          facts: evidence.filter((line) => !line.startsWith('another report')).length,
          supplied: Object.keys(report?.supplied ?? {}),
          path: device?.path,
        }));
      expect(balloons(run.stdout)).toEqual(balloons(direct.stdout));
    }
    // A sweep may have met the direct look at a monitor.
    await daemon.untilMeasured();
    const stuck = await daemon.beside('balloon', 'doctor', 'web', '--target', '512M', '--json');
    expect(JSON.parse(stuck.stdout).balloons).toMatchObject([{ name: 'web', verdict: 'stuck' }]);
  });

  it('prints the named guests only', async () => {
    const { daemon } = await twoGuests();
    const { stdout } = await daemon.beside('ls', 'db', '--json');
    const { guests }: GuestList = JSON.parse(stdout);
    expect(guests.map(({ name }) => name)).toEqual(['db']);
  });

  it('streams the sweeps of the daemon, each once', async () => {
    const { daemon } = await twoGuests();
    const run = await daemon.beside('stream', '-p', 'ndjson', '-r', '4');
    expect(run).toMatchObject({ status: 0, stderr: NOT_ALL });
    const sweeps = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).self.sweep);
    expect(sweeps).toEqual([0, 1, 2, 3].map((later) => sweeps[0] + later));
  });

  it.each([['--direct'], ['--timeout', '2s'], ['--socket', 'unix:/nonexistent/qmp.sock']])(
    'asks the guests with %s',
    async (...option) => {
      const { daemon } = await twoGuests();
      const { stdout } = await daemon.beside('ls', '--json', ...option);
      const { guests }: GuestList = JSON.parse(stdout);
      expect(guests.map(({ name }) => name)).not.toContain('web');
    },
  );

  it.each([
    ['has measured nothing for a while', { isStale: true }, 'the daemon has measured nothing for 7\\d s'],
    ['is of another version', { version: '9.9.9' }, `the daemon is qgauge 9\\.9\\.9, and this is ${VERSION}`],
  ])('asks the guests, and says so, where the daemon %s', async (_, odd, why) => {
    const directory = await temporaryDirectory();
    const server = createServer((socket) => {
      const body = JSON.stringify({
        sweep: { ...GOOD_SWEEP, ...odd },
        snapshot: { takenAtSeconds: Date.now() / 1000 - 77, host: {}, guests: [], warnings: [] },
      });
      socket.on('data', () => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`));
      socket.on('error', () => undefined);
    });
    const path = join(directory, 'api.sock');
    await new Promise<void>((resolve) => server.listen(path, resolve));
    onTestFinished(() => void server.close());
    const qemu = await mock({ name: 'web' });
    const through = ['env', `QGAUGE_RUNTIME_DIRECTORY=${directory}`];
    const run = await runQgauge(['ls', '--json', qemu.address], { through });
    expect(run.status).toBe(0);
    expect(run.stderr).toMatch(new RegExp(`^qgauge: .*/api\\.sock: ${why}: asking the guests\n$`));
    expect(JSON.parse(run.stdout).guests).toMatchObject([{ name: 'web' }]);
  });

  it('asks the guests, without a word, where the daemon has died', async () => {
    const { web, daemon } = await twoGuests();
    await daemon.end('SIGKILL');
    const run = await daemon.beside('ls', '--json', web.address);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(run.stdout).guests).toMatchObject([{ name: 'web' }]);
  });
});
