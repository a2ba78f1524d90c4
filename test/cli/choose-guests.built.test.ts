import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { checkRecord, collectRecord, type RunOptions, runQgauge } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';

async function mock(options: MockQemuOptions = {}) {
  const qemu = await startMockQemu(options);
  onTestFinished(() => qemu.close());
  return qemu;
}

/** Keeps the state of a run in a directory. */
const withState = (directory: string): RunOptions => ({ through: ['env', `STATE_DIRECTORY=${directory}`] });

const NEVER_SEEN = 'left out: its guest was never seen; NAME=ADDRESS names it';

describe('a guest at an address', () => {
  it('has the name that it is given, whether it answers or not', async () => {
    const qemu = await mock({ name: 'own' });
    const args = ['--socket', `web=${qemu.address}`, '--socket', 'db=/nonexistent'];
    const { record, status } = await collectRecord(args);
    expect(status).toBe(0);
    expect(record.data.VMs).toMatchObject({ web: { status_int: 1 }, db: { status_int: 9 } });
    expect(Object.keys(record.data.VMs)).toEqual(['web', 'db']);
    const streamed = await runQgauge(['stream', '-r', '1', ...args]);
    expect(streamed.stdout.split('\n').map((line) => line.split('\t')[1])).toEqual([
      ...['name', 'web', 'db', undefined],
    ]);
  });

  it('keeps the name under which it was last seen there, in collect, ls and stream', async () => {
    const state = withState(await temporaryDirectory());
    const listen = join(await temporaryDirectory(), 'qmp.sock');
    const qemu = await startMockQemu({ name: 'web', listen });
    expect((await collectRecord(['--socket', listen], state)).record.data.VMs).toHaveProperty('web');
    await qemu.close();
    const down = await collectRecord(['--socket', listen], state);
    expect(down.record.data.VMs).toMatchObject({ web: { status_int: 9 } });
    expect(down.stderr).toContain(`qgauge: web: unix:${listen}: `);
    const list = JSON.parse((await runQgauge(['ls', '--json', '--socket', listen], state)).stdout);
    expect(list.guests).toMatchObject([{ name: 'web', problem: { kind: 'gone' } }]);
    const streamed = await runQgauge(['stream', '-r', '1', '-p', 'json', listen], state);
    expect(JSON.parse(streamed.stdout).domains).toMatchObject([{ name: 'web' }]);
  });

  it('is left out, with the reason, where none was ever seen and no name is given', async () => {
    const qemu = await mock({ name: 'web' });
    const why = 'unix:/nonexistent: no such socket: check the path, and that the guest is running';
    const { record, stderr } = await collectRecord(['--socket', qemu.address, '--socket', '/nonexistent']);
    expect(Object.keys(record.data.VMs)).toEqual(['web']);
    expect(stderr).toBe(`qgauge: ${why} (${NEVER_SEEN})\n`);
    const alone = await collectRecord(['--socket', '/nonexistent']);
    expect(alone).toMatchObject({ status: 1, record: { error: 1, data: { VMs: {} } } });
    expect(alone.record.errorString).toBe(`none of 1 guests answered: ${why}`);
    for (const printer of ['text', 'csv', 'influx', 'json', 'hv-monitor']) {
      const run = await runQgauge(['stream', '-r', '1', '-p', printer, '--socket', '/nonexistent']);
      expect(run).toMatchObject({ status: 0, stderr: `qgauge: ${why} (${NEVER_SEEN})\n` });
      expect(run.stdout).not.toContain('nonexistent"');
      expect(run.stdout).not.toMatch(/nonexistent[\t,]/);
    }
    const ndjson = await runQgauge(['stream', '-r', '1', '-p', 'ndjson', '--socket', '/nonexistent']);
    expect(JSON.parse(ndjson.stdout).guests).toMatchObject([
      { name: 'unix:/nonexistent', isNeverSeen: true, problem: { kind: 'gone' } },
    ]);
  });

  it('may be that of a socket in the working directory', async () => {
    const directory = await temporaryDirectory();
    await mock({ name: 'web', listen: join(directory, 'qmp.sock') });
    const here = { through: ['env', '--chdir', directory] };
    expect(Object.keys((await collectRecord(['qmp.sock'], here)).record.data.VMs)).toEqual(['web']);
    expect(await runQgauge(['qmp', 'qmp.sock', 'query-name', '--compact'], here)).toMatchObject({
      status: 0,
      stdout: '{"name":"web"}\n',
    });
    const elsewhere = await runQgauge(['ls', '--socket', 'qmp.sock']);
    expect(elsewhere.stderr).toContain('write ./qmp.sock for a socket in this directory');
    expect((await runQgauge(['qmp', 'localhost:4444'])).stderr).toContain('write tcp:localhost:4444');
  });
});

describe('ls', () => {
  it('ends with 1 when no guest answered, and with 0 when some did', async () => {
    const qemu = await mock();
    expect((await runQgauge(['ls', '--socket', '/nonexistent'])).status).toBe(1);
    expect((await runQgauge(['ls', '--json', '--socket', '/nonexistent'])).status).toBe(1);
    expect((await runQgauge(['balloon', 'ls', '/nonexistent'])).status).toBe(1);
    expect((await runQgauge(['ls', '--socket', '/nonexistent', '--socket', qemu.address])).status).toBe(0);
  });

  it('does not call a host hung that cannot be reached', async () => {
    // TEST-NET-1 of RFC 5737: no host has such an address.
    const run = await runQgauge(['ls', '--json', '--socket', 'tcp:192.0.2.7:4444', '--timeout', '700ms']);
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout).guests).toMatchObject([{ problem: { kind: 'unreachable' } }]);
  });
});

describe('the configuration', () => {
  it('names, expects and polls guests for collect too, and an option overrides it', async () => {
    const qemu = await mock({ name: 'own' });
    const file = join(await temporaryDirectory(), 'q.yaml');
    await writeFile(
      file,
      `guests: [{ name: web, address: "${qemu.address}" }, { name: db, address: /nonexistent, expected: true }]\npolling: off\n`,
    );
    const { record, stderr } = await collectRecord(['--config', file]);
    expect(record.data.VMs).toMatchObject({ web: { status_int: 1 }, db: { status_int: 5 } });
    expect(record.data.totals).toMatchObject({ on: 1 });
    expect(stderr).toContain('qgauge: db: it is expected, and there is no such guest (unix:/nonexi');
    expect(qemu.balloon.intervalSeconds).toBe(0);
    const web = await collectRecord(['web', '--config', file, '--interval', '5s']);
    expect(Object.keys(web.record.data.VMs)).toEqual(['web']);
    expect(web.stderr).toBe('');
    expect(qemu.balloon.intervalSeconds).toBe(5);
    expect(await runQgauge(['collect', 'nosuch', '--config', file])).toMatchObject({
      ...{ status: 1, stdout: '' },
      stderr: expect.stringMatching(/^qgauge: there is no guest 'nosuch' on this host/),
    });
  });

  it.each([['collect'], ['stream']])('is only checked by %s --check', async (command) => {
    const file = join(await temporaryDirectory(), 'q.yaml');
    await writeFile(file, 'guests: [{ address: /run/a }]\nsinks: [{ printer: json }]\n');
    expect(await runQgauge([command, '--config', file, '--check'])).toMatchObject({
      ...{ status: 0, stderr: '' },
      stdout: `${file}: a valid configuration (guests: 1, sinks: 1)\n`,
    });
    await writeFile(file, 'intervall: 1s\n');
    expect(await runQgauge([command, '--config', file, '--check'])).toMatchObject({
      ...{ status: 2, stdout: '' },
      stderr: `qgauge: ${file}:1:1: intervall: unknown key; did you mean 'interval'?\n`,
    });
    await writeFile(file, 'procfs: /nonexistent\n');
    expect(await runQgauge([command, '--config', file, '--check'])).toMatchObject({
      ...{ status: 2, stdout: '' },
      stderr: expect.stringContaining("no proc file system at '/nonexistent'"),
    });
  });
});

describe('collect for cron', () => {
  it('is silent with -q about guests that do not answer, and not about a file that cannot be written', async () => {
    const qemu = await mock({ name: 'web' });
    const file = join(await temporaryDirectory(), 'hv.json');
    const guests = ['--socket', qemu.address, '--socket', 'db=/nonexistent', '--socket', '/nowhere'];
    const quiet = await runQgauge(['collect', '-q', '-b', 'libvirt', '-o', file, ...guests]);
    expect(quiet).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(Object.keys(checkRecord(await readFile(file, 'utf8')).data.VMs)).toEqual(['web', 'db']);
    const none = await runQgauge(['collect', '-q', '-o', file, '--socket', '/nowhere']);
    expect(none).toMatchObject({ status: 1, stdout: '', stderr: '' });
    const failed = await runQgauge(['collect', '-w', '-q', '-o', '/nonexistent/hv.json', ...guests]);
    expect(failed).toMatchObject({
      ...{ status: 1, stdout: '' },
      stderr: 'qgauge: /nonexistent/hv.json: its directory does not exist: make it, or name another file\n',
    });
  });

  it('-o alone writes both files, and prints the record', async () => {
    const qemu = await mock({ name: 'web' });
    const file = join(await temporaryDirectory(), 'hv.json');
    const run = await collectRecord(['-o', file, '--socket', qemu.address]);
    expect(run).toMatchObject({ status: 0, stdout: await readFile(file, 'utf8') });
    expect(await stat(`${file}.snmp`)).toBeTruthy();
    expect((await runQgauge(['collect', '-o', ''])).stderr).toBe('qgauge: -o requires the name of a file\n');
  });

  it('the sink hv-monitor of a stream writes both files too', async () => {
    const qemu = await mock({ name: 'web' });
    const file = join(await temporaryDirectory(), 'hv.json');
    const sink = ['-p', 'hv-monitor', '-o', 'file', '--target', file];
    expect(await runQgauge(['stream', ...sink, '-r', '1', '--socket', qemu.address])).toMatchObject({
      ...{ status: 0, stdout: '', stderr: '' },
    });
    const json = await readFile(file, 'utf8');
    expect(Object.keys(checkRecord(json).data.VMs)).toEqual(['web']);
    const packed = await readFile(`${file}.snmp`, 'utf8');
    expect(packed).toMatch(/^[A-Za-z0-9/+]+=*\n$/);
    expect(`${gunzipSync(Buffer.from(packed, 'base64'))}\n`).toBe(json);
  });
});

describe('stream', () => {
  it('reports devices that do not exist, whose sums are null', async () => {
    const qemu = await mock({ name: 'web' });
    const devices = ['--netdev', 'nosuch0', '--storedev', 'nosuch1', '--disk', '--net'];
    const args = ['stream', '-p', 'json', '-r', '2', '-f', '300ms', ...devices, '--socket', qemu.address];
    const run = await runQgauge(args);
    const told = run.stderr.split('\n').filter((line) => / (?:netdev|storedev): /.test(line));
    expect(`${told.join('\n')}\n`).toBe(
      "qgauge: netdev: this host has no network interface 'nosuch0'\nqgauge: storedev: this host has no block device 'nosuch1'\n",
    );
    const [, second = ''] = run.stdout.split('\n');
    expect(JSON.parse(second).host).toMatchObject({ net_host_receivedBytes: null, disk_device_reads: null });
    expect((await runQgauge([...args, '-q'])).stderr).toBe('');
  });
});
