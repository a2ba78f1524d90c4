import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../mock-qemu/index.js';
import { linesOf, runInTerminal } from '../../run-in-terminal.js';
import { runQgauge } from '../../run-qgauge.js';

async function mock(options: MockQemuOptions): Promise<MockQemu> {
  const qemu = await startMockQemu(options);
  onTestFinished(() => qemu.close());
  return qemu;
}

/** Holds the monitor of a guest, as another client does. */
async function hold({ path = '' }: MockQemu): Promise<void> {
  const socket = connect(path);
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('data', resolve));
}

/** Five guests in five states, as options of `ls`. */
async function fiveGuests(): Promise<readonly string[]> {
  const running = await mock({ name: 'web-frontend-production-eu-central-1a' });
  const paused = await mock({ name: 'db' });
  paused.machine.stop();
  const full = await mock({ name: 'backup' });
  full.machine.failDisk(full.machine.disks[0]?.id ?? '');
  const held = await mock({ name: 'ci' });
  await hold(held);
  const addresses = [running, paused, full].map(({ address }) => address);
  return [...addresses, `ci=${held.address}`, '/nonexistent/vm/long/path/qmp.sock'].flatMap((address) => [
    '--socket',
    address,
  ]);
}

describe('qgauge ls of five guests in five states', () => {
  it('reads at 80 columns without a wrapped line, with what is the matter below', async () => {
    const terminal = runInTerminal(['ls', ...(await fiveGuests())]);
    expect(await terminal.ended).toBe(0);
    const lines = linesOf(terminal.output());
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const end = lines.indexOf('');
    expect(lines[0]).toMatch(/^NAME +PID {2}STATE +VCPUS {2}MEM USED\/TOTAL {2}AGE {2}RSS {2}AVG CPU/);
    const states = lines.slice(1, end).map((line) => {
      const [name, , state] = line.split(/ {2,}/);
      return `${name} ${state}`;
    });
    expect(states).toEqual([
      'web-frontend-productio… running',
      'db paused',
      'backup io-error',
      'ci (busy)',
      'unix:/nonex…th/qmp.sock (gone)',
    ]);
    const below = lines.slice(end + 1).join('\n');
    expect(below).toMatch(/^backup: disk \S+: no space left on its storage, which has stopped the guest$/m);
    expect(below).toMatch(/^ci: unix:\S+: pid \d+ \(node\) holds the monitor/m);
    expect(below).toMatch(/^unix:\/nonexistent\/vm\/long\/path\/qmp\.sock: no such socket/m);
    expect(terminal.output()).toContain('\u001b[32mrunning\u001b[0m');
    expect(terminal.output()).toContain('\u001b[33mpaused\u001b[0m');
    expect(terminal.output()).toContain('\u001b[1;31mio-error\u001b[0m');
  });

  it('is one line each in a pipe, without a colour, and only those that fit a filter, in order', async () => {
    const sockets = await fiveGuests();
    const all = await runQgauge(['ls', ...sockets]);
    expect(all).toMatchObject({ status: 0, stderr: '' });
    expect(all.stdout.split('\n')).toHaveLength(7);
    expect(all.stdout).not.toContain('\u001b');
    expect(all.stdout).toMatch(/ NICS {2}SOCKET +PROBLEM\n/);
    const some = await runQgauge([
      'ls',
      ...sockets,
      '--columns',
      'name,state',
      '--filter',
      '!state:running,gone',
    ]);
    expect(some.stdout).toBe('NAME    STATE\ndb      paused\nbackup  io-error\nci      (busy)\n');
    const json = await runQgauge(['ls', ...sockets, '--json', '--filter', 'mem>0', '--sort', '-name']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      guests: [{ name: 'web-frontend-production-eu-central-1a' }, { name: 'db' }, { name: 'backup' }],
      warnings: [],
    });
  });
});

describe('qgauge ls', () => {
  it.each([
    [
      ['--columns', 'nam'],
      /^qgauge: 'nam' is not a column; did you mean 'name'\? expected one of name, pid, .*\n$/,
    ],
    [['--sort', '-stat'], /^qgauge: 'stat' is not a column; did you mean 'state'\? expected one of .*\n$/],
    [['--filter', 'cpu>much'], /^qgauge: cpu>much: 'much' is not a number of percent, such as 50\n$/],
    [['--watch', 'web'], /^qgauge: --watch web: expected a time, such as 2s or 500ms; a guest stands before/],
    [['--watch', '1ms'], /^qgauge: --watch 1ms: each time costs every guest: expected 100ms or more\n$/],
    [
      ['--columns', 'name', '--json'],
      /^qgauge: option '--columns <names>' cannot be used with option '--json'\n$/,
    ],
  ])('refuses %j', async (options, message) => {
    const run = await runQgauge(['ls', '--socket', '/nonexistent', ...options]);
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) });
  });

  it('asks again with --watch, in a pipe until it is interrupted', async () => {
    const qemu = await mock({ name: 'web' });
    const rounds = () => qemu.calls.filter(({ execute }) => execute === 'query-status').length;
    const run = await runQgauge(
      ['ls', '--socket', qemu.address, '--columns', 'name,state', '--watch', '100ms'],
      {
        signalWhen: () => expect.poll(rounds, { timeout: 90_000 }).toBeGreaterThan(3),
      },
    );
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/^(NAME {2}STATE\nweb {3}running\n\n){2,}NAME {2}STATE\nweb {3}running\n$/);
  });

  it('shows on a terminal what changes, in place, and leaves nothing behind', async () => {
    const qemu = await mock({ name: 'web' });
    const terminal = runInTerminal(['ls', '--socket', qemu.address, '--watch', '0.1'], {
      columns: 60,
      rows: 8,
    });
    await terminal.waitFor(/32mrunning/);
    qemu.machine.stop();
    await terminal.waitFor(/33mpaused/);
    await qemu.close();
    await terminal.waitFor(/31m\(gone\)/);
    terminal.type('q');
    expect(await terminal.ended).toBe(0);
    expect(terminal.output().startsWith('\u001b[?1049h')).toBe(true);
    expect(terminal.output().endsWith('\u001b[?25h\u001b[?7h\u001b[?1049l')).toBe(true);
  });

  it('uses no colour where none is wanted', async () => {
    const qemu = await mock({ name: 'web' });
    const terminal = runInTerminal(['ls', '--socket', qemu.address], { env: { NO_COLOR: '1' } });
    await terminal.ended;
    expect(terminal.output()).toContain('\u001b[1mNAME\u001b[0m');
    expect(terminal.output()).not.toMatch(/\[[\d;]*3\d/);
  });
});

describe('qgauge balloon ls', () => {
  it('chooses, filters and sorts as ls does', async () => {
    const qemus = [await mock({ name: 'web' }), await mock({ name: 'db', balloon: 'none' })];
    const args = qemus.map(({ address }) => address);
    const run = await runQgauge(['balloon', 'ls', ...args, '--columns', 'name,verdict', '--sort', 'name']);
    expect(run.stdout).toBe('NAME  VERDICT\ndb    no-device\nweb   polling-off\n');
    const some = await runQgauge(['balloon', 'ls', ...args, '--json', '--filter', 'actual>1M']);
    expect(JSON.parse(some.stdout)).toMatchObject({ balloons: [{ name: 'web' }] });
  });
});
