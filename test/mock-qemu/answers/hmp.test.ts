import { describe, expect, it } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { connectRaw } from '../raw-client.js';

/** The texts that human-monitor-command returns for some lines, on one machine. */
async function print(options: MockQemuOptions, lines: readonly string[]): Promise<Record<string, string>> {
  await using qemu = await startMockQemu({ version: '7.2', time: 'manual', ...options });
  await using client = await connectRaw(qemu.address);
  await client.negotiate();
  const printed: Record<string, string> = {};
  for (const line of lines) {
    const request = { execute: 'human-monitor-command', arguments: { 'command-line': line }, id: 'hmp' };
    client.write(JSON.stringify(request));
    const text = await client.take((soFar) => soFar.includes('"id": "hmp"') && soFar.endsWith('\r\n'));
    const reply = text.split('\r\n').find((message) => message.includes('"id": "hmp"')) ?? '';
    printed[line] = JSON.parse(reply).return;
  }
  return printed;
}

const SNAPSHOT = { name: 'before', vmStateBytes: 1.5 * 2 ** 20, takenAtMs: 0, clockMs: 3_661_500 };

describe('human-monitor-command', () => {
  it('prints what info is asked for, in lines that end with CRLF', async () => {
    const options = {
      name: 'web',
      uuid: '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486',
      memoryBytes: 64 * 2 ** 20,
      vcpus: [101, 102],
      accelerator: 'tcg',
      status: 'prelaunch',
    } as const;
    const lines = [
      'info status',
      'info version',
      'info name',
      'info uuid',
      'info balloon',
      'info cpus',
      'info kvm',
    ];
    expect(await print(options, lines)).toEqual({
      'info status': 'VM status: paused (prelaunch)\r\n',
      'info version': '7.2.22Debian 1:7.2+dfsg-7+deb12u18+b3\r\n',
      'info name': 'web\r\n',
      'info uuid': '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486\r\n',
      'info balloon': 'balloon: actual=64\r\n',
      'info cpus': '* CPU #0: thread_id=101\r\n  CPU #1: thread_id=102\r\n',
      'info kvm': 'kvm support: disabled\r\n',
    });
  });

  it('prints tables as 11.1 does', async () => {
    const counters = { rd_bytes: 4096, rd_operations: 2, rd_total_time_ns: 1500, idle_time_ns: 7 };
    const disks = [{ id: 'disk0', device: 'drive0', load: 'idle', counters, snapshots: [SNAPSHOT] }] as const;
    const options = { version: '11.1', vcpus: [101], disks } as const;
    const printed = await print(options, ['info cpus', 'info blockstats', 'info snapshots']);
    expect(printed['info cpus']).toBe('* CPU #0: thread_id=101 model=qemu64\r\n');
    expect(printed['info blockstats']?.split('\r\n')).toEqual([
      'drive0: idle_time_ns=7',
      '                          bytes       operations            total_time_ns     merged',
      'Read:                      4096                2                     1500          0',
      'Write:                        0                0                        0          0',
      'Flush:                                         0                        0',
      '',
    ]);
    expect(printed['info snapshots']).toContain('\r\n--      before            1.5 MiB ');
    expect(printed['info snapshots']).toContain('  0001:01:01.500         --\r\n');
  });

  it('takes a word in quotes, with blanks', async () => {
    const printed = await print({}, ['savevm "two words"', 'info snapshots', 'delvm "two words"']);
    expect(printed['info snapshots']).toContain('two words');
    expect(printed['delvm "two words"']).toBe('');
  });

  it('gives the answers of the machine first, whatever the blanks', async () => {
    const hmp = { 'info status': 'VM status: on fire\n', 'info tea': 'ready' };
    expect(await print({ hmp }, ['info  status ', 'info tea', 'info name'])).toEqual({
      'info  status ': 'VM status: on fire\r\n',
      'info tea': 'ready',
      'info name': 'mock\r\n',
    });
  });

  it('carries out commands, and prints their errors', async () => {
    const lines = [
      'stop',
      'info status',
      'cont',
      'info status',
      'balloon 512',
      'system_wakeup',
      'device_del nope',
    ];
    expect(await print({ balloon: 'none' }, lines)).toEqual({
      stop: '',
      'info status': 'VM status: running\r\n',
      cont: '',
      'balloon 512': 'Error: No balloon device has been activated\r\n',
      system_wakeup: 'Error: Unable to wake up: guest is not in suspended state\r\n',
      'device_del nope': "Error: Device 'nope' not found\r\n",
    });
  });

  it('refuses what no monitor has', async () => {
    expect(await print({}, ['make tea', 'info tea', 'info status now', ''])).toEqual({
      'make tea': "unknown command: 'make'\r\n",
      'info tea': "unknown command: 'info tea'\r\n",
      'info status now':
        'status: extraneous characters at the end of line\r\nTry "help info status" for more information\r\n',
      '': '',
    });
  });
});
