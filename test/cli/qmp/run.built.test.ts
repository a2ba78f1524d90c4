import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../mock-qemu/index.js';
import { runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { THIS_CLIENT } from '../../this-client.js';

const qmp = (args: readonly string[]) => runQgauge(['qmp', ...args]);

async function startMock(options: MockQemuOptions = {}): Promise<MockQemu> {
  const mock = await startMockQemu({ version: '7.2', name: 'web', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

const sentTo = ({ calls }: MockQemu) => calls.map(({ execute }) => execute).slice(1);

describe('qgauge qmp ADDRESS COMMAND', () => {
  it('prints the reply as JSON', async () => {
    const { address } = await startMock();
    expect(await qmp([address, 'query-name'])).toMatchObject({
      status: 0,
      stdout: '{\n  "name": "web"\n}\n',
      stderr: '',
    });
    expect(await qmp([address, 'query-name', '--compact'])).toMatchObject({ stdout: '{"name":"web"}\n' });
  });

  it('sends that one command, and never asks QEMU for its schema', async () => {
    const mock = await startMock();
    const run = await qmp([mock.address, 'qom-get', 'path=/machine/peripheral/net0', 'property=type']);
    expect(run).toMatchObject({ status: 0, stdout: '"virtio-net-pci"\n' });
    expect(sentTo(mock)).toEqual(['qom-get']);
  });

  it('takes one JSON object, and a whole request', async () => {
    const { address } = await startMock();
    const args = '{"path":"/machine/peripheral/net0","property":"type"}';
    const request = `{"execute":"qom-get","arguments":${args},"id":1}`;
    for (const words of [['qom-get', args], [request]]) {
      expect(await qmp([address, ...words])).toMatchObject({ status: 0, stdout: '"virtio-net-pci"\n' });
    }
  });

  it('keeps every digit of an integer', async () => {
    const { address } = await startMock({ driver: 'none' });
    const words = ['qom-get', 'path=/machine/peripheral/balloon0', 'property=guest-stats'];
    expect((await qmp([address, ...words])).stdout).toContain('"stat-free-memory": 18446744073709551615');
  });

  it.each([
    [['qurey-status'], "QEMU has no command 'qurey-status'; did you mean 'query-status'?"],
    [['qom-list', 'pth=/'], "qom-list takes no argument 'pth'; did you mean 'path'?"],
    [['set-action', 'panic=puase'], "set-action: panic cannot be 'puase'; did you mean 'pause'?"],
    [['qom-get', 'path=/'], 'qom-get needs property'],
    [['qom-list', '/'], "'/' is not of the form key=value: write path=/"],
    [['stop'], 'stop was not sent: it may change the guest; add --control to send it'],
    [['quit'], 'quit was not sent: it ends the guest; add --control to send it'],
    [['{"execute":"stop"}'], 'stop was not sent: it may change the guest; add --control to send it'],
    [['{"exec":"stop"}'], `not a request: expected {"execute":"COMMAND","arguments":{…}}, found 'exec'`],
    [['{"execute":1}'], 'not a request: expected {"execute":"COMMAND","arguments":{…}}'],
    [['{"execute":"query-status"}', 'a'], "unexpected 'a' after a request in JSON"],
    [['{"execute":'], 'the request is not valid JSON: Unexpected end of JSON input'],
    [
      ['query-status', '--timeout', '0'],
      "'0' is not a valid duration: expected a number above 0 and a unit (ms, s, m, h), such as 60s, up to 2147483s",
    ],
  ])('%j is not sent', async (words, message) => {
    const mock = await startMock();
    expect(await qmp([mock.address, ...words])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `qgauge: ${message}\n`,
    });
    expect(sentTo(mock).filter((command) => command !== 'query-commands')).toEqual([]);
  });

  it('interrupts no vCPU unless it is told to', async () => {
    const { address } = await startMock({ version: '5.2' });
    expect(await qmp([address, 'query-cpus'])).toMatchObject({
      status: 2,
      stderr:
        'qgauge: query-cpus was not sent: it interrupts every vCPU; use query-cpus-fast; add --control to send it\n',
    });
    expect(await qmp([address, 'query-cpus', '--control'])).toMatchObject({ status: 0 });
  });

  it('controls the guest when it is told to', async () => {
    const mock = await startMock();
    expect(await qmp(['--control', mock.address, 'stop'])).toMatchObject({ status: 0, stdout: '{}\n' });
    expect(mock.machine.status).toBe('paused');
  });

  it('sets the polling interval without --control, as every client of ours may', async () => {
    const mock = await startMock();
    const words = ['path=/machine/peripheral/balloon0', 'property=guest-stats-polling-interval', 'value=7'];
    expect(await qmp([mock.address, 'qom-set', ...words])).toMatchObject({ status: 0 });
    expect(mock.calls.at(-1)).toMatchObject({ execute: 'qom-set', arguments: { value: 7 } });
  });

  it('tells QEMU’s own error with its class', async () => {
    const { address } = await startMock();
    expect(await qmp([address, 'qom-list', 'path=/machine/nope'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `qgauge: ${address}: qom-list failed: Device '/machine/nope' not found (DeviceNotFound)\n`,
    });
  });

  it('lets no name move a cursor', async () => {
    const { address } = await startMock({ name: 'a\u001b[2J\u009b1mb\u202ec' });
    const { stdout } = await qmp([address, 'query-name', '--compact']);
    expect(stdout).toBe('{"name":"a\\u001b[2J\\u009b1mb\\u202ec"}\n');
  });

  it('says that the monitor is busy, and does not wait at it', async () => {
    const { address, path = '' } = await startMock();
    const other = connect(path);
    onTestFinished(() => {
      other.destroy();
    });
    await new Promise((resolve) => other.once('data', resolve));
    expect(await qmp([address, 'query-status'])).toMatchObject({
      status: 1,
      stderr: `qgauge: ${address}: ${THIS_CLIENT} holds the monitor: add a second -qmp socket for qgauge\n`,
    });
  });

  it('--list lists the commands of this QEMU with what it takes to send them', async () => {
    const mock = await startMock();
    const { status, stdout, stderr } = await qmp([mock.address, '--list']);
    expect([status, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toContain('query-status');
    expect(lines).toContain('qom-get');
    expect(lines.find((line) => line.startsWith('stop'))).toMatch(/^stop +--control$/);
    expect(lines.find((line) => line.startsWith('x-query-profile'))).toMatch(/ {2}--unstable$/);
    expect(lines).toEqual(lines.toSorted());
    expect(sentTo(mock)).toEqual(['query-commands']);
  });

  it('--list COMMAND lists what it takes, and asks QEMU nothing', async () => {
    const mock = await startMock();
    const { stdout } = await qmp([mock.address, '--list', 'qom-get']);
    expect(stdout).toBe('qom-get\n  path=TEXT\n  property=TEXT\n');
    expect((await qmp([mock.address, '--list', 'query-name'])).stdout).toBe('query-name\n  no arguments\n');
    const add = await qmp([mock.address, '--list', 'blockdev-add']);
    expect(add.stdout).toMatch(/\n {2}… and more, depending on driver: add driver=VALUE to list them\n$/);
    expect((await qmp([mock.address, '--list', 'device_add'])).stdout).toMatch(
      /and the properties of the device/,
    );
    expect(await qmp([mock.address, '--list', 'nope'])).toMatchObject({ status: 2, stdout: '' });
    expect(new Set(mock.calls.map(({ execute }) => execute))).toEqual(new Set(['qmp_capabilities']));
  });

  it.each([
    [
      ['info', 'status'],
      /^qgauge: info is a command of the human monitor.*command-line='info status' does\n$/,
    ],
    [['help'], /^qgauge: QEMU has no command 'help': --list .* prints those that there are\n$/],
    [['query-status', 'x'], /^qgauge: query-status takes no argument 'x': it takes none\n$/],
  ])('%j gets an answer that helps', async (words, stderr) => {
    const { address } = await startMock();
    expect(await qmp([address, ...words])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(stderr),
    });
  });

  it('waits for a reply no longer than it is told to', async () => {
    const mock = await startMock({ faults: [{ kind: 'hang', command: 'query-status' }] });
    const run = await qmp([mock.address, 'query-status', '--timeout', '300ms']);
    expect(run).toMatchObject({
      status: 1,
      stderr: `qgauge: ${mock.address}: no reply to query-status within 300 ms\n`,
    });
  });

  it('says of a silent monitor, and of none, what they are', async () => {
    const { address } = await startMock({ faults: [{ kind: 'hang' }] });
    expect(await qmp([address, 'query-status'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no greeting within 1000 ms'),
    });
    const nowhere = join(await temporaryDirectory(), 'q');
    expect(await qmp([nowhere, 'query-status'])).toMatchObject({
      status: 1,
      stderr: `qgauge: unix:${nowhere}: no such socket: check the path, and that the guest is running\n`,
    });
  });

  it('prints a reply of megabytes to its end', async () => {
    const { address } = await startMock({
      faults: [{ kind: 'oversize', command: 'query-name', mebibytes: 8 }],
    });
    const { status, stdout } = await qmp([address, 'query-name']);
    expect(status).toBe(0);
    expect(stdout.length).toBeGreaterThan(8 * 1024 * 1024);
    expect(JSON.parse(stdout)).toBeDefined();
  });
});

describe('qgauge qmp ADDRESS, with lines from a pipe', () => {
  const shell = (address: string, input: string, ...options: string[]) =>
    runQgauge(['qmp', address, '--compact', ...options], { input });

  it('prints the replies and nothing else', async () => {
    const { address } = await startMock();
    const input = '# a comment\n\nquery-name\n{"execute":\n  "query-status"}\nquery-kvm';
    expect(await shell(address, input)).toMatchObject({
      status: 0,
      stderr: '',
      stdout:
        '{"name":"web"}\n{"status":"running","singlestep":false,"running":true}\n{"enabled":true,"present":true}\n',
    });
  });

  it('goes on after a failure, and tells of it in its status', async () => {
    const { address } = await startMock();
    expect(await shell(address, 'nope\nqom-get path="/machine/a b" property=c\nquery-name\n')).toMatchObject({
      status: 1,
      stdout: '{"name":"web"}\n',
      stderr: [
        "qgauge: QEMU has no command 'nope': --list (in the shell: .list) prints those that there are\n",
        `qgauge: ${address}: qom-get failed: Device '/machine/a b' not found (DeviceNotFound)\n`,
      ].join(''),
    });
  });

  it.each([
    ['exit', '.exit or Ctrl+D exits the shell; quit is a command of QEMU and ends the guest'],
    ['.evnts on', "'.evnts on' is not a shell word; did you mean '.events on'?"],
    ['query-name "a', 'a quote is not closed'],
    ['{"execute":', 'the input ends in the middle of JSON'],
    ['quit', 'quit was not sent: it ends the guest; add --control to send it'],
  ])('%j fails', async (line, message) => {
    const { address } = await startMock();
    const run = await shell(address, line);
    expect(run).toMatchObject({ status: 1, stdout: '', stderr: `qgauge: ${message}\n` });
  });

  it('shows events when it is told to, and only then', async () => {
    const { address } = await startMock();
    const input = 'stop\n.events on\ncont\n.events off\nstop\n.exit\nquery-name\n';
    const { status, stdout } = await shell(address, input, '--control');
    expect(status).toBe(0);
    const [stopped, event = '', continued, ...rest] = stdout.split('\n');
    expect([stopped, continued, rest]).toEqual(['{}', '{}', ['{}', '']]);
    expect(JSON.parse(event)).toMatchObject({ event: 'RESUME', data: {} });
  });

  it.each(['.help', 'help', '?'])('explains itself: %s', async (word) => {
    const { address } = await startMock();
    const { status, stdout } = await shell(address, `${word}\n`);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('Ctrl+D') });
  });

  it('lists the commands, and what one takes', async () => {
    const { address } = await startMock();
    const { stdout } = await shell(address, '.list set-action\n.list\n');
    expect(stdout).toMatch(/^set-action\n {2}\[reboot=reset\|shutdown\]\n/);
    expect(stdout).toMatch(/\nstop +--control\n/);
    expect((await shell(address, '.list nope\n')).stderr).toBe("qgauge: QEMU has no command 'nope'\n");
  });

  it('ends well after quit, which ends QEMU', async () => {
    const { address } = await startMock();
    expect(await shell(address, 'quit\n', '--control')).toMatchObject({
      status: 0,
      stdout: '{}\n',
      stderr: '',
    });
  });

  it('says that QEMU has ended when there was more to ask', async () => {
    const { address } = await startMock();
    expect(await shell(address, 'quit\nquery-name\n', '--control')).toMatchObject({
      status: 1,
      stdout: '{}\n',
      stderr: `qgauge: ${address}: QEMU has shut down\n`,
    });
    const mock = await startMock({ faults: [{ kind: 'close', command: 'query-name' }] });
    expect(await shell(mock.address, 'query-name\nquery-status\n')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `qgauge: ${mock.address}: the connection was closed\n`,
    });
  });

  it('writes no history, also where one is', async () => {
    const { address } = await startMock();
    const state = await temporaryDirectory();
    const file = join(state, 'qgauge', 'qmp-history');
    await mkdir(dirname(file));
    await writeFile(file, 'query-status\n');
    const through = ['env', `XDG_STATE_HOME=${state}`];
    const run = await runQgauge(['qmp', address, '--compact'], { input: 'query-name\n', through });
    expect(run).toMatchObject({ status: 0, stdout: '{"name":"web"}\n' });
  });
});
