import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'vitest';
import type { DiskOptions } from '../../../mock-qemu/machine/disk.js';
import { execute, expectSame, type Step } from '../beside-real-qemu.js';
import { skipsRealQemu } from '../real-qemu.js';

describe.skipIf(skipsRealQemu)('beside a real QEMU with two qcow2 disks and a raw one, the mock', () => {
  let directory: string;
  let args: string[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'snapshots-'));
    for (const { id = '', format = 'qcow2' } of DISKS) {
      execFileSync('qemu-img', ['create', '-q', '-f', format, join(directory, id), '64M']);
    }
    args = ['-machine', 'q35', '-m', '64', ...DISKS.flatMap((disk) => plug(disk, directory))];
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('takes and deletes snapshots of a disk in the same words', () => {
    return compare(
      ...[take('nope', 's'), take('', 's'), take('a', ''), take('a', 's'), take('a', 's'), take('a', 't')],
      ...[take('drive-b', 's'), take('raw', 's'), remove('raw', { name: 's' }), remove('a', {})],
      ...[remove('nope', { name: 's' }), remove('a', { name: 'nope' }), remove('a', { id: '9' })],
      ...[remove('a', { id: '2', name: 's' }), remove('a', { id: '1', name: 's' }), take('a', 'u')],
      ...[remove('a', { name: 'u' }), remove('drive-b', { id: '1' })],
    );
  });

  it('saves, loads and deletes the machine as jobs in the same words', () => {
    return compare(
      execute('cont'),
      ...job('snapshot-save', 'j1', { tag: 'x', vmstate: 'a', devices: ['a', 'b'] }),
      ...job('snapshot-save', 'j2', { tag: 'x', vmstate: 'a', devices: ['a'] }),
      ...job('snapshot-save', 'j3', { tag: 'y', vmstate: 'nope', devices: ['a'] }),
      ...job('snapshot-save', 'j4', { tag: 'y', vmstate: 'a', devices: ['nope'] }),
      ...job('snapshot-save', 'j5', { tag: 'y', vmstate: 'a', devices: [] }),
      ...job('snapshot-save', 'j6', { tag: 'y', vmstate: 'b', devices: ['a'] }),
      ...job('snapshot-save', 'j7', { tag: 'y', vmstate: 'raw', devices: ['raw'] }),
      ...job('snapshot-load', 'j8', { tag: 'nope', vmstate: 'a', devices: ['a'] }),
      execute('query-status'),
      execute('cont'),
      ...job('snapshot-load', 'j9', { tag: 'x', vmstate: 'a', devices: ['a', 'b'] }),
      execute('query-status'),
      execute('stop'),
      execute('cont'),
      ...job('snapshot-delete', 'j10', { tag: 'nope', devices: ['a'] }),
      ...job('snapshot-delete', 'j11', { tag: 'x', devices: ['a', 'b'] }),
      execute('snapshot-delete', { 'job-id': 'j11', tag: 'x', devices: ['a'] }),
      execute('snapshot-delete', { 'job-id': 'no id', tag: 'x', devices: ['a'] }),
      execute('query-jobs'),
      ...['cancel', 'pause', 'resume', 'complete', 'finalize', 'dismiss', 'dismiss'].flatMap((verb) => [
        execute(`job-${verb}`, { id: 'nope' }),
        execute(`job-${verb}`, { id: 'j1' }),
      ]),
      execute('block-job-cancel', { device: 'nope' }),
    );
  });

  function compare(...steps: Step[]) {
    const options = { status: 'prelaunch', balloon: 'none', disks: DISKS } as const;
    return expectSame(args, options, steps);
  }
});

const DISKS: readonly DiskOptions[] = [
  { id: 'disk0', nodeName: 'a' },
  { id: 'disk1', nodeName: 'b', device: 'drive-b' },
  { id: 'disk2', nodeName: 'raw', format: 'raw' },
];

function plug({ id, nodeName, device, format = 'qcow2' }: DiskOptions, directory: string): string[] {
  const node = `node-name=${nodeName},file.filename=${join(directory, id)},file.driver=file`;
  const backend =
    device === undefined
      ? ['-blockdev', `driver=${format},${node}`]
      : ['-drive', `if=none,id=${device},format=${format},${node}`];
  return [...backend, '-device', `virtio-blk-pci,id=${id},drive=${device ?? nodeName}`];
}

function take(device: string, name: string): Step {
  return execute('blockdev-snapshot-internal-sync', { device, name });
}

function remove(device: string, which: object): Step {
  return execute('blockdev-snapshot-delete-internal-sync', { device, ...which });
}

/** A job ends after its command is answered. */
function job(command: string, id: string, args: object): Step[] {
  return [{ ...execute(command, { 'job-id': id, ...args }), until: '"concluded"' }];
}
