import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

async function startMock(options: MockQemuOptions = {}): Promise<string> {
  const mock = await startMockQemu({ version: '7.2', name: 'web', ...options });
  onTestFinished(() => mock.close());
  return mock.address;
}

/** No daemon of this host answers, and no number of a session stays behind. */
async function guestStats(...args: readonly string[]) {
  const directory = await temporaryDirectory();
  const through = ['env', `QGAUGE_RUNTIME_DIRECTORY=${directory}`, `STATE_DIRECTORY=${directory}`];
  return runQgauge(['guest-stats', ...args], { through });
}

describe('qgauge guest-stats', () => {
  it('lists the statistics of a guest, as the guest itself would get the list', async () => {
    const address = await startMock();
    expect(await guestStats(address, 'raw')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: 'session\nhost\nresources\nvscsi disk0\nvnet 52:54:00:aa:bb:01\n',
    });
  });

  it('prints one of them in an encoding', async () => {
    const address = await startMock();
    const { stdout, status } = await guestStats(address, 'raw', 'json', 'session');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      uptime: { type: 'accumulate', units: 'us' },
      version: { value: 'QEMU 7.2' },
      provider: { value: '' },
    });
    expect((await guestStats(address, 'raw', 'text', 'vscsi', 'disk0')).stdout).toMatch(
      /^num\.reads = \d+\nnum\.writes = \d+\nsize\.reads = \d+\nsize\.writes = \d+\nlatency\.reads = \d+\nlatency\.writes = \d+\n$/,
    );
  });

  it('prints everything, each statistic under its name, and with --all what guests are not told', async () => {
    const address = await startMock();
    const { stdout } = await guestStats(address);
    expect(stdout).toMatch(/^session\n {2}session = \d+\n {2}uptime = \d+\n {2}version = QEMU 7\.2\n/);
    expect(stdout).not.toContain('guestlib');
    const all = await guestStats(address, '--all');
    expect(all.stdout).toMatch(/^ {2}version = QEMU 7\.2\.\d+/m);
    expect(all.stdout).toContain('\nguestlib\n');
  });

  it('prints nothing of an address where no QEMU is', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'qmp.sock');
    expect(await guestStats(path)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `qgauge: unix:${path}: no such socket: check the path, and that the guest is running\n`,
    });
  });

  it('says what is wrong in one sentence', async () => {
    const address = await startMock();
    const unknown = await guestStats(address, 'raw', 'text', 'vnet', '00:00:00:00:00:00');
    expect(unknown).toMatchObject({ status: 1, stdout: '' });
    expect(unknown.stderr).toBe(
      `qgauge: ${address} has no statistic 'vnet 00:00:00:00:00:00': 'qgauge guest-stats ${address} raw' lists those it has\n`,
    );
    expect(await guestStats(address, 'raw', 'csv')).toMatchObject({
      status: 2,
      stderr: "qgauge: 'csv' is not a valid encoding: expected text, xml, json, yaml\n",
    });
  });
});
