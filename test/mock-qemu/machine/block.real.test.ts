import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'vitest';
import type { MockQemuOptions } from '../../../mock-qemu/mock-qemu.js';
import { execute, expectSame, type Step } from '../beside-real-qemu.js';
import { skipsRealQemu } from '../real-qemu.js';

const MIB = 1024 * 1024;

describe.skipIf(skipsRealQemu)('beside a real QEMU with disks and NICs, the mock', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'disks-'));
    const create = (args: readonly string[]) =>
      execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', ...args]);
    create([join(directory, 'base'), '64M']);
    create(['-F', 'qcow2', '-b', join(directory, 'base'), join(directory, 'over')]);
    create([join(directory, 'plain'), '32M']);
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('shows disks, their chains and their limits as they are', () => {
    return compare(
      execute('query-block'),
      execute('query-named-block-nodes'),
      execute('query-named-block-nodes', { flat: true }),
    );
  });

  it('resizes disks and moves trays in the same words', () => {
    return compare(
      resize({ device: 'nope', size: 512 }),
      resize({ size: 512 }),
      resize({ device: 'plain', size: -1 }),
      resize({ device: 'plain', size: 513 }),
      resize({ device: 'plain', size: 40 * MIB }),
      resize({ 'node-name': 'over', size: 80 * MIB }),
      execute('eject', { device: 'nope' }),
      execute('eject', { device: 'plain' }),
      execute('eject'),
      execute('blockdev-open-tray'),
      execute('blockdev-open-tray', { device: 'plain' }),
      execute('query-block'),
    );
  });

  it('sets links in the same words', () => {
    return compare(
      ...['nope', 'net0', 'n0'].map((name) => execute('set_link', { name, up: false })),
      ...['nope', 'net0', 'n0'].map((name) => execute('query-rx-filter', { name })),
      execute('query-rx-filter'),
    );
  });

  it('shows its board and its displays in the same words', () => {
    const queries = ['vnc', 'vnc-servers', 'memdev', 'hotpluggable-cpus', 'current-machine', 'target', 'kvm'];
    return compare(...queries.map((query) => execute(`query-${query}`)));
  });

  async function compare(...steps: Step[]): Promise<void> {
    const port = await freeDisplayPort();
    const file = (name: string) => join(directory, name);
    const args = [
      ...['-machine', 'q35', '-m', '64', '-smp', '2', '-vnc', `127.0.0.1:${port - VNC_BASE_PORT}`],
      ...[
        '-drive',
        `if=none,id=plain,node-name=plain-node,file.node-name=plain-node-file,file=${file('plain')},bps_rd=1000000`,
      ],
      ...['-device', 'virtio-blk-pci,id=disk0,drive=plain'],
      ...['-blockdev', `driver=file,node-name=over-file,filename=${file('over')}`],
      ...['-blockdev', `driver=file,node-name=over-backing0-file,read-only=on,filename=${file('base')}`],
      ...['-blockdev', 'driver=qcow2,node-name=over-backing0,file=over-backing0-file,read-only=on'],
      ...['-blockdev', 'driver=qcow2,node-name=over,file=over-file,backing=over-backing0'],
      ...['-device', 'virtio-blk-pci,id=disk1,drive=over'],
      ...['-netdev', 'hubport,id=n0,hubid=0', '-device', 'virtio-net-pci,id=net0,netdev=n0'],
    ];
    const options: MockQemuOptions = {
      status: 'prelaunch',
      memoryBytes: 64 * MIB,
      balloon: 'none',
      accelerator: 'tcg',
      vnc: { host: '127.0.0.1', port },
      nics: [{ id: 'net0', mac: '52:54:00:12:34:56', netdev: 'n0' }],
      disks: [
        {
          ...{ id: 'disk0', device: 'plain', nodeName: 'plain-node', file: file('plain') },
          ...{ virtualSizeBytes: 32 * MIB, throttle: { bps_rd: 1_000_000 } },
        },
        {
          ...{ id: 'disk1', nodeName: 'over', file: file('over'), virtualSizeBytes: 64 * MIB },
          backingFiles: [file('base')],
        },
      ],
    };
    return expectSame(args, options, steps, comparable);
  }
});

/** Details of the file system, and the order of the nodes, as the mock opens the nodes of each disk together. */
function comparable(text: string): string {
  return text
    .replace(/("actual-size": )\d+/g, '$1N')
    .replace(/"virtual-size": \d+(, "filename": "[^"]*", "format": "file")/g, '"virtual-size": N$1')
    .split(/(?=\{"iops_rd")/)
    .map((node) => node.replace(/(\}, |\}\]\}\s*)$/, ''))
    .sort()
    .join('\n');
}

function resize(args: object): Step {
  return execute('block_resize', args);
}

/** QEMU counts displays from here. */
const VNC_BASE_PORT = 5900;

/** A free port, far above that of display 0. */
async function freeDisplayPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}
