import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemu, startMockQemu } from '../../../mock-qemu/index.js';
import { freePort } from '../../free-port.js';
import { ALONE, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { startServe } from '../serve/running-serve.js';

async function mock(name: string): Promise<MockQemu> {
  const qemu = await startMockQemu({ name, version: '7.2' });
  onTestFinished(() => qemu.close());
  return qemu;
}

function setsInterval({ calls }: MockQemu): boolean {
  return calls.some(({ execute }) => execute === 'qom-set');
}

describe('qgauge top without a terminal', () => {
  it('prints one sweep with rates, and ends', async () => {
    const qemu = await mock('web');
    const { status, stdout, stderr } = await runQgauge([
      'top',
      '--once',
      '-d',
      '2s',
      '--socket',
      qemu.address,
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^CPU .*\nMEM .*\nGUESTS 1 {2}running 1 .*\n\nNAME +STATE/);
    expect(stdout).toMatch(/^web +running .* \d+K +\d+K .*polling-off$/m);
    expect(setsInterval(qemu)).toBe(false);
  });

  it('prints a screen after each sweep, as many as it is told to', async () => {
    const qemu = await mock('web');
    const args = ['--screen', '3', '-n', '3', '-d', '200ms', '--socket', qemu.address];
    const { status, stdout } = await runQgauge(['top', ...args]);
    expect(status).toBe(0);
    expect(stdout.match(/^GUEST +DISK/gm)).toHaveLength(3);
    expect(stdout).not.toMatch(/\p{Cc}(?<!\n)/u);
  });

  it('prints CSV, with the chosen columns, rows and order', async () => {
    const [web, db] = [await mock('web'), await mock('db')];
    const sockets = ['--socket', web.address, '--socket', db.address];
    const args = ['--csv', '-n', '1', '--columns', 'name,state', '--sort', 'name', ...sockets];
    const { stdout } = await runQgauge(['top', ...args]);
    expect(stdout).toMatch(/^time,name,state\r?\n[\dT:.-]+Z,db,running\r?\n[\dT:.-]+Z,web,running\r?\n$/);
    const filtered = await runQgauge(['top', ...args, '--filter', 'name:web']);
    expect(filtered.stdout).not.toContain('db');
  });

  it("chooses columns by kvmtop's options", async () => {
    const qemu = await mock('web');
    const args = ['--once', '--disk', '--net', '-d', '200ms', '--socket', qemu.address];
    const { stdout } = await runQgauge(['top', ...args]);
    expect(stdout).toMatch(/^NAME +STATE +RD\/s +WR\/s +RIOPS +WIOPS +LAT +RX\/s +TX\/s/m);
  });

  it('is what stream -p ncurses is, and sets no interval there either', async () => {
    const qemu = await mock('web');
    const { status, stdout } = await runQgauge([
      'stream',
      '-p',
      'ncurses',
      '-r',
      '2',
      '-f',
      '200ms',
      '--socket',
      qemu.address,
    ]);
    expect(status).toBe(0);
    expect(stdout.match(/^NAME +STATE/gm)).toHaveLength(2);
    expect(setsInterval(qemu)).toBe(false);
  });

  it('sets the interval where it is told to', async () => {
    const qemu = await mock('web');
    await runQgauge(['top', '-n', '2', '-d', '200ms', '--polling', '5', '--socket', qemu.address]);
    expect(setsInterval(qemu)).toBe(true);
  });

  it('lists the columns of a screen', async () => {
    const { stdout } = await runQgauge(['top', '--columns', 'help', '--screen', 'disks']);
    expect(stdout).toMatch(/^NAME +SHOWN +UNIT +WHAT IT SHOWS$/m);
    expect(stdout).toMatch(/^wlat +yes +seconds +\S/m);
  });

  it.each([
    [['--sort', 'cpux'], /'cpux' is not a column.*did you mean 'cpu'\?/],
    [['--columns', 'nam'], /'nam' is not a column/],
    [['--filter', 'cpu>x'], /cpu>x: 'x' is not a number of percent, such as 50/],
    [['--screen', 'disk'], /'disk' is not a valid screen: expected one of guests, .*did you mean 'disks'\?/],
    [['--from', 'ftp://x'], /not the address of a daemon: expected http:\/\/HOST:PORT/],
    [['--from', 'h:1', '--polling', '5'], /--polling conflicts with --from/],
    [['--token-file', 'x'], /--token-file requires --from URL/],
    [['--from', 'h:1', '--token-file', '/nowhere'], /--token-file \/nowhere: no such file/],
    [['--csv', '-b'], /--csv conflicts with --batch/],
    [['-d', '1ms'], /^qgauge: -d 1ms: every sweep costs every guest: expected 100ms or more/],
    [['--cpu', '--columns', 'name'], /--columns conflicts with --cpu, --mem and the others of kvmtop/],
    [['--cpu', '--screen', 'disks'], /choose columns of guests: --columns chooses those of --screen disks/],
    [['-n', '5'], /--once conflicts with --runs: leave out one/],
  ])('says what is wrong with %j', async (args, message) => {
    const { status, stdout, stderr } = await runQgauge(['top', '--once', ...args], { through: ALONE });
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('qgauge top and a daemon', () => {
  it('prints the sweeps of one that measures this host, which it asks instead of the guests', async () => {
    const qemu = await mock('web');
    const daemon = await startServe({ web: qemu.address });
    await daemon.untilMeasured();
    const { status, stdout } = await daemon.beside('top', '--once');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^web +running/m);
  });

  it('prints the sweeps of one elsewhere, with the token that it wants', async () => {
    const qemu = await mock('web');
    const port = await freePort();
    const tokens = join(await temporaryDirectory(), 'tokens');
    writeFileSync(tokens, '0123456789abcdef0123456789abcdef\n', { mode: 0o600 });
    const args = ['--web.listen-address', `127.0.0.1:${port}`, '--web.token-file', tokens];
    const daemon = await startServe({ web: qemu.address }, args);
    await daemon.untilMeasured();
    const from = ['top', '--once', '--from', `127.0.0.1:${port}`];
    const { status, stdout, stderr } = await runQgauge([...from, '--token-file', tokens]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^web +running/m);
    const refused = await runQgauge(from);
    const origin = `http://127.0.0.1:${port}`;
    expect(refused).toMatchObject({
      ...{ status: 1, stdout: '' },
      stderr: `qgauge: ${origin}: the daemon wants a token, or a name and a password\n`,
    });
    const unknown = await runQgauge([...from, '--token-file', tokens, 'wbe']);
    expect(unknown).toMatchObject({
      ...{ status: 1, stdout: '' },
      stderr: `qgauge: ${origin}: the daemon knows no guest 'wbe'; did you mean 'web'?\n`,
    });
  });

  it('ends when the daemon that is named does not answer, where it is to end at all', async () => {
    const port = await freePort();
    for (const count of [['--once'], ['-n', '2'], ['--csv', '-n', '1']]) {
      const run = await runQgauge(['top', ...count, '--from', `127.0.0.1:${port}`]);
      expect(run.status).toBe(1);
      expect(run.stderr).toMatch(/^qgauge: http:\/\/127\.0\.0\.1:\d+: connect ECONNREFUSED .*\n$/);
    }
  });
});
