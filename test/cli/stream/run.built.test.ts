import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { expectOnTime, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { startStream } from './running-stream.js';

async function mock(options: MockQemuOptions = {}) {
  const qemu = await startMockQemu(options);
  onTestFinished(() => qemu.close());
  return qemu;
}

const stream = (args: readonly string[], options?: Parameters<typeof runQgauge>[1]) =>
  runQgauge(['stream', ...args], options);

/** The names of the guests in each line of `-p json`. */
function namesIn(text: string): readonly (readonly string[])[] {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line).domains.map(({ name }: { name: string }) => name));
}

describe('qgauge stream', () => {
  it('prints a header once, and a line a guest and sweep, as kvmtop does', async () => {
    const web = await mock({ name: 'web' });
    const db = await mock({ name: 'db' });
    const run = await stream(['-r', '3', '-f', '0.5', '--socket', web.address, '--socket', db.address]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const [header, ...lines] = run.stdout.trimEnd().split('\n');
    expect(header).toMatch(/^UUID\tname\t/);
    expect(lines.map((line) => line.split('\t')[1])).toEqual(['web', 'db', 'web', 'db', 'web', 'db']);
  });

  it('keeps to its frequency, and asks no more than it prints', async () => {
    const qemu = await mock();
    const run = await stream(['-p', 'json', '-r', '4', '-f', '0.3', '--socket', qemu.address]);
    expect(namesIn(run.stdout)).toHaveLength(4);
    expect(run.ms).toBeGreaterThan(900);
    expect(qemu.calls.filter(({ execute }) => execute === 'query-status')).toHaveLength(4);
  });

  it('switches balloon polling on where it is off, and not at all with --interval off', async () => {
    const off = await mock();
    await stream(['-r', '1', '--socket', off.address]);
    expect(off.balloon.intervalSeconds).toBe(10);
    const untouched = await mock();
    await stream(['-r', '1', '--interval', 'off', '--socket', untouched.address]);
    expect(untouched.calls.map(({ execute }) => execute)).not.toContain('qom-set');
  });

  it('writes to a file', async () => {
    const qemu = await mock({ name: 'web' });
    const file = join(await temporaryDirectory(), 'out.jsonl');
    const args = ['-p', 'json', '-o', 'file', '--target', file, '-r', '2', '-f', '0.5'];
    const run = await stream([...args, '--socket', qemu.address]);
    expect(run).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(namesIn(await readFile(file, 'utf8'))).toEqual([['web'], ['web']]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'ends within a second with %s in the middle of a run, a guest that hangs or not',
    async (signal, status) => {
      const web = await mock({ name: 'web' });
      const hung = await mock({ name: 'hung' });
      hung.fault('hang', { command: 'query-status' });
      const running = startStream([
        '-p',
        'json',
        '-f',
        '5',
        '--socket',
        web.address,
        '--socket',
        hung.address,
      ]);
      await expect.poll(() => hung.calls.length, { timeout: 90_000 }).toBeGreaterThan(0);
      const ended = await running.end(signal);
      expect(ended.status).toBe(status);
      expectOnTime(ended, 1000);
      expect(running.stderr()).toBe(`qgauge: interrupted by ${signal}\n`);
    },
  );

  it('ends quietly when nobody reads any more', async () => {
    const qemu = await mock();
    const running = startStream(['-p', 'json', '-f', '1', '--socket', qemu.address]);
    await running.untilLines(1);
    const closed = once(running.child, 'close');
    running.child.stdout?.destroy();
    expect((await closed)[0]).toBe(0);
    expect(running.stderr()).toBe('');
  });
});

describe('standard output that cannot be written', () => {
  it('is told once, and ends with status 1', async () => {
    const { address } = await mock();
    const through = ['sh', '-c', 'exec "$@" >/dev/full', 'sh'];
    const run = await stream(['-f', '0.1', '--socket', address], { through });
    expect(run).toMatchObject({
      status: 1,
      stderr: 'qgauge: standard output: ENOSPC: no space left on device, write\n',
    });
  });
});

describe('the trouble of a guest', () => {
  it('is told once when it begins and once when it ends, and the others are printed meanwhile', async () => {
    const web = await mock({ name: 'web' });
    const address = `unix:${join(await temporaryDirectory(), 'ill.sock')}`;
    const ill = await mock({ name: 'ill', listen: address });
    const running = startStream([
      ...['-p', 'json', '-f', '0.5', '--socket', `web=${web.address}`, '--socket', address],
    ]);
    await running.untilLines(2);
    await ill.close();
    await running.untilTold('no such socket');
    const before = running.stdout().split('\n').length;
    await running.untilLines(before + 3);
    expect(namesIn(running.stdout()).every((names) => names.includes('web'))).toBe(true);
    expect(running.stderr().trimEnd().split('\n')).toHaveLength(1);
    await mock({ name: 'ill', listen: address });
    await running.untilTold('answers again');
    expect((await running.end()).status).toBe(143);
  });

  it('is not told with --quiet', async () => {
    const run = await stream(['-q', '-r', '2', '-f', '0.1', '--socket', '/nonexistent']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('what makes no sense to qgauge stream', () => {
  it.each([
    [['-p', 'ncurses', '-o', 'stdout'], '--output conflicts with -p ncurses: leave out one'],
    [
      ['-p', 'jsn'],
      "'jsn' is not a valid printer: expected one of json, text, table, ndjson, csv, influx, hv-monitor, ncurses; did you mean 'json'?",
    ],
    [
      ['-o', 'files'],
      "'files' is not a valid output: expected one of stdout, file, tcp, udp; did you mean 'file'?",
    ],
    [['-r', '0'], "'0' is not a valid number of runs: expected 1 or more, or -1 for no limit"],
    [['-r', 'many'], "'many' is not a valid number of runs: expected 1 or more, or -1 for no limit"],
    [['-f', '10ms'], '-f 10ms: every sweep costs every guest: expected 100ms or more'],
    [['-f', '0.01'], '-f 0.01: every sweep costs every guest: expected 100ms or more'],
    [['--netdev', 'a,,b'], "'a,,b' is not a valid list of devices: expected names such as sda,sdb"],
    [['--dsk'], "unknown option '--dsk'\nqgauge: (Did you mean --disk?)"],
    [['--socket', 'here'], /^--socket here: write unix:\/path/],
    [
      ['--procfs', '/nonexistent'],
      "no proc file system at '/nonexistent': name the directory where it is mounted",
    ],
    [['--config', ''], '--config requires the name of a file'],
    [['--config', '/nonexistent'], '/nonexistent: the configuration cannot be read: no such file'],
  ])('is told: %j', async (args, message) => {
    const run = await stream(args);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    const told = run.stderr.replace(/^qgauge: /, '').trimEnd();
    if (typeof message === 'string') expect(told).toBe(message);
    else expect(told).toMatch(message);
  });

  it('may be a file in a directory that is not there', async () => {
    const run = await stream(['-o', 'file', '--target', '/nonexistent/x']);
    expect(run).toMatchObject({
      status: 1,
      stderr: 'qgauge: /nonexistent/x: its directory does not exist: make it, or name another file\n',
    });
  });
});
