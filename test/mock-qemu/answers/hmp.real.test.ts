import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTROL_COMMANDS } from '../../../mock-qemu/answers/hmp/control-commands.js';
import { INFO_COMMANDS } from '../../../mock-qemu/answers/hmp/info-commands.js';
import { runHmp } from '../../../mock-qemu/answers/hmp/run-hmp.js';
import type { MockQemuOptions } from '../../../mock-qemu/mock-qemu.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { execute, expectSame, type Step } from '../beside-real-qemu.js';
import { connectRaw } from '../raw-client.js';
import { MOCK_VERSION, skipsRealQemu, startRealQemu } from '../real-qemu.js';

const UUID = '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486';
const MAC = '52:54:00:aa:bb:01';

const hmp = (line: string, cpu?: number): Step =>
  execute('human-monitor-command', { 'command-line': line, ...(cpu !== undefined && { 'cpu-index': cpu }) });

const tidy = (text: string): string =>
  text
    .replace(/thread_id=\d+/g, 'thread_id=N')
    .replace(/unix:[^,]*,/g, 'unix:PATH,')
    // The size of the state, when it was taken, and the guest's clock.
    .replace(/(-- +\S+) +[\d.]+ .?.?B *\d{4}-\d\d-\d\d [\d:]+ +[\d:.]+/g, '$1 SIZE DATE CLOCK')
    .replace(/("return": "\d+\.\d+\.\d+)[^\\]*/g, '$1')
    .replace(/(total_time_ns|idle_time_ns)=\d+/g, '$1=N');

/** The same lines on both, on a machine with a disk, a NIC, a balloon and an I/O thread. */
async function compare(steps: readonly Step[], options: MockQemuOptions = {}): Promise<void> {
  const directory = await temporaryDirectory();
  const file = join(directory, 'disk.qcow2');
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', file, '64M']);
  const node = `driver=qcow2,node-name=disk0-node,file.driver=file,file.filename=${file},file.node-name=disk0-node-file`;
  await expectSame(
    [
      ...['-machine', 'q35', '-m', '64', '-smp', '2', '-name', 'probe', '-uuid', UUID],
      ...['-object', 'iothread,id=io0'],
      ...['-blockdev', node, '-device', 'virtio-blk-pci,id=disk0,drive=disk0-node'],
      ...[
        '-netdev',
        'hubport,id=n0,hubid=0',
        '-device',
        `virtio-net-pci,id=net0,netdev=n0,romfile=,mac=${MAC}`,
      ],
      ...['-device', 'virtio-balloon-pci,id=balloon0'],
    ],
    {
      driver: 'none',
      status: 'prelaunch',
      name: 'probe',
      uuid: UUID,
      memoryBytes: 64 * 2 ** 20,
      accelerator: 'tcg',
      iothreads: [{ id: 'io0', threadId: 1 }],
      disks: [{ id: 'disk0', file }],
      nics: [{ id: 'net0', mac: MAC, netdev: 'n0' }],
      ...options,
    },
    steps,
    (text) => tidy(text),
  );
}

describe.skipIf(skipsRealQemu)('beside the human monitor of a real QEMU, the mock', () => {
  it('prints the same for info', async () => {
    const lines = INFO_COMMANDS.map(({ name }) => `info ${name}`);
    await compare([...lines.map((line) => hmp(line)), hmp('info cpus', 1), hmp('info cpus', 2)]);
  });

  it('refuses the same in the same words', async () => {
    const lines = [
      ...[
        '',
        '  ',
        'foo',
        'foo bar',
        'info foo',
        'info status now',
        'help nope',
        'loadvm',
        'balloon',
        'set_link net0',
      ],
      ...[
        'device_del nope',
        'device_add nope',
        'device_add virtio-balloon-pci',
        'set_link nope on',
        'system_wakeup',
      ],
      ...['loadvm nope', 'delvm nope', 'info block nope'],
    ];
    await compare(lines.map((line) => hmp(line)));
  });

  it('carries out the same', async () => {
    const lines = [
      ...[
        'cont',
        'info status',
        's',
        'info status',
        'stop',
        'c',
        'system_reset',
        'stop',
        'balloon 32',
        'info balloon',
      ],
      ...[
        'set_link net0 off',
        'set_link net0 on',
        'savevm a',
        'info snapshots',
        'savevm "two words"',
        'delvm a',
        'delvm "two words"',
        'info snapshots',
      ],
      ...[
        'drive_add auto "file=null-co://,if=none,id=drive-x,format=raw"',
        'drive_del drive-x',
        'drive_del drive-x',
      ],
      ...['sendkey ctrl-alt-delete'],
    ];
    await compare(lines.map((line) => hmp(line)));
  });

  // Later versions describe some commands in other words.
  it.skipIf(MOCK_VERSION !== '7.2')('prints lines of help that are among those of the real one', async () => {
    await using real = await startRealQemu(['-machine', 'none'], '-qmp');
    await using client = await connectRaw(real.address);
    await client.negotiate();
    const helpOf = async (line: string): Promise<string[]> => {
      client.write(JSON.stringify({ ...(hmp(line).request as object), id: 'help' }));
      const reply = await client.take((text) => text.includes('"id": "help"') && text.endsWith('}\r\n'));
      return (JSON.parse(reply).return as string).split('\r\n');
    };
    const mine = (line: string) => runHmp(line, noMachine()).split('\r\n');
    for (const line of ['help', 'info']) {
      const theirs = await helpOf(line);
      expect(mine(line).filter((text) => !theirs.includes(text))).toEqual([]);
    }
    for (const { name } of CONTROL_COMMANDS) {
      const [first = ''] = name.split('|');
      expect(await helpOf(`help ${first}`)).toEqual(mine(`help ${first}`));
    }
  });
});

/** What `help` prints does not depend on the machine. */
function noMachine(): Parameters<typeof runHmp>[1] {
  return {
    machine: { hmp: {} } as Parameters<typeof runHmp>[1]['machine'],
    cpuIndex: 0,
    ask: () => null,
  };
}
