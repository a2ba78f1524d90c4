import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockChain, blockList, blockStats, diskErrors, ioTune } from '../../src/domain/block.js';
import { blockInfo } from '../../src/domain/block-info.js';
import { checkpoint, checkpoints } from '../../src/domain/checkpoints.js';
import { dirtyBitmaps, writeThreshold } from '../../src/domain/disk-nodes.js';
import { findDisk } from '../../src/domain/find-disk.js';
import { snapshot, snapshots } from '../../src/domain/snapshots.js';
import { readBlockDevices } from '../../src/qemu/block-devices.js';
import { capturedTree } from '../linux/captured-tree.js';
import { recorded, recordedQemu } from '../qemu/fake-qemu.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { reachOf } from './qmp-reach.js';

/** A QEMU that was recorded: two disks and an empty CD drive. */
const RECORDED = {
  'query-block': recorded('qemu-10.0', 'query-block'),
  'query-blockstats': recorded('qemu-10.0', 'query-blockstats'),
};

interface DiskOptions {
  readonly name?: string;
  readonly image?: object;
  readonly ro?: boolean;
  readonly ioStatus?: string;
  readonly storage?: object;
}

/** The replies of a QEMU with disks of these options. */
function disksOf(...disks: readonly DiskOptions[]): { readonly [command: string]: unknown } {
  const named = disks.map((disk, at) => ({ name: `d${at}`, ...disk }));
  return {
    'query-block': named.map(({ name, image = {}, ro = false, ioStatus }) => ({
      ...{ device: name, 'io-status': ioStatus },
      inserted: { 'node-name': `${name}-node`, ro, image },
    })),
    'query-blockstats': named.map(({ name, storage = {} }) => ({
      ...{ device: name, 'node-name': `${name}-node`, stats: {} },
      parent: { 'node-name': `${name}-file`, stats: {}, ...storage },
    })),
  };
}

const file = (offset = 0) => ({
  stats: { wr_highest_offset: offset },
  'driver-specific': { driver: 'file' },
});

const VM1 = { name: 'vm1' };

describe('a disk', () => {
  it.each([
    ['its name', 'disk0'],
    ["its device's whole path", '/machine/peripheral/disk0/virtio-backend'],
    ['the path of its device', '/machine/peripheral/disk0'],
    ['its node', 'd0'],
    ["the node of its image's file", 'f0'],
    ['the path of its image', '/srv/lab/over.qcow2'],
    ['the path of an image below', '/srv/lab/base.qcow2'],
  ])('is found by %s', async (_, wanted) => {
    const disks = await readBlockDevices(recordedQemu('qemu-10.0'));
    expect(findDisk(VM1, disks, wanted).name).toBe('disk0');
  });

  it('of a drive is found by the id of its device too', async () => {
    const disks = await readBlockDevices(recordedQemu('qemu-10.0'));
    expect(findDisk(VM1, disks, 'disk1').name).toBe('drive1');
  });

  it('is found by its name before another one by its node', async () => {
    const disks = await readBlockDevices(reachOf(disksOf({ name: 'a' }, { name: 'a-node' })).qmp);
    expect(findDisk(VM1, disks, 'a-node').name).toBe('a-node');
  });

  it('whose image has a relative path is found by the absolute one', async () => {
    const images = await temporaryDirectory();
    writeFileSync(join(images, 'root.raw'), '');
    const procRoot = await capturedTree({
      '7/root': { link: '/' },
      '7/cwd': { link: images },
      '7/fd/9': { link: join(images, 'root.raw') },
    });
    const { qmp } = reachOf(disksOf({ image: { filename: 'root.raw', format: 'raw' } }));
    const reach = { ...VM1, procRoot, process: { pid: 7, startTicks: 1 } };
    const disks = await readBlockDevices(qmp);
    expect(findDisk(reach, disks, join(images, 'root.raw')).name).toBe('d0');
    expect(findDisk(reach, disks, 'root.raw').name).toBe('d0');
    expect(() => findDisk(VM1, disks, join(images, 'root.raw'))).toThrow("vm1 has no disk '/");
  });

  it.each([
    ['disk9', "vm1 has no disk 'disk9'; did you mean 'disk0'?"],
    [
      'vda',
      "vm1 has no disk 'vda': it has drive1, ide2-cd0, disk0; vda is a name that libvirt gives: 'qgauge dom domblklist' lists those of QEMU",
    ],
    ['', "vm1 has no disk ''"],
  ])("that is not there, '%s', is refused with the nearest names", async (wanted, message) => {
    await expect(blockStats(reachOf(RECORDED), wanted)).rejects.toMatchObject({
      code: 'ERR_NO_DEVICE',
      message: expect.stringContaining(message),
    });
  });
});

describe('the figures of a disk', () => {
  it('are read, and so are the list and the chain', async () => {
    const reach = reachOf(RECORDED);
    expect((await blockStats(reach, 'disk0')).read.bytes).toBe(10_621_440);
    expect(await blockList(reach)).toHaveLength(3);
    expect((await blockChain(reach, 'disk0')).map(({ path }) => path)).toEqual([
      '/srv/lab/over.qcow2',
      '/srv/lab/base.qcow2',
    ]);
    expect(await blockChain(reach, 'ide2-cd0')).toEqual([]);
  });

  it('are refused where QEMU has none', async () => {
    const reach = reachOf({ ...disksOf({}), 'query-blockstats': [] });
    await expect(blockStats(reach, 'd0')).rejects.toThrow("vm1: QEMU has no figures of disk 'd0'");
    await expect(ioTune(reachOf(RECORDED), 'ide2-cd0')).rejects.toMatchObject({ code: 'ERR_UNSUPPORTED' });
  });
});

describe('the errors of disks', () => {
  const disks = disksOf({ ioStatus: 'nospace' }, { ioStatus: 'failed' }, { ioStatus: 'ok' }, {});

  it('are those that have stopped the guest', async () => {
    const reach = reachOf({ ...disks, 'query-status': { status: 'io-error', running: false } });
    expect(await diskErrors(reach)).toEqual([
      { disk: 'd0', path: undefined, error: 'no-space' },
      { disk: 'd1', path: undefined, error: 'unspecified' },
    ]);
  });

  it('are not those of the past, which a disk keeps', async () => {
    const reach = reachOf({ ...disks, 'query-status': { status: 'running', running: true } });
    expect(await diskErrors(reach)).toEqual([]);
  });
});

describe('the sizes of a disk', () => {
  const image = { filename: '/nowhere/a', format: 'qcow2', 'virtual-size': 1000, 'actual-size': 300 };
  const sizesOf = async (options: DiskOptions) => {
    const info = await blockInfo(reachOf(disksOf(options)), 'd0');
    return [info.capacityBytes, info.allocationBytes, info.physicalBytes];
  };

  it('are the space on the host for a qcow2 file', async () => {
    expect(await sizesOf({ image, storage: file(700) })).toEqual([1000, 300, 300]);
  });

  it('are how far another image was written, and the space', async () => {
    const raw = { ...image, format: 'raw' };
    expect(await sizesOf({ image: raw, storage: file(700) })).toEqual([1000, 700, 300]);
    expect(await sizesOf({ image: raw, storage: file(0) })).toEqual([1000, 300, 300]);
  });

  it('are those of the image below a filter', async () => {
    const filter = { filename: 'json:{}', format: 'throttle', 'virtual-size': 1, 'backing-image': image };
    const { 'query-block': devices } = disksOf({ image: filter });
    const figures = { device: 'd0', 'node-name': 'top', stats: {}, parent: file() };
    const below = { 'node-name': 'fmt', stats: {}, parent: file(700) };
    const reach = reachOf({ 'query-block': devices, 'query-blockstats': [{ ...figures, backing: below }] });
    expect(await blockInfo(reach, 'd0')).toMatchObject({ capacityBytes: 1000, allocationBytes: 300 });
  });

  it('have the length of the file where the space says no more than the allocation', async () => {
    const path = join(await temporaryDirectory(), 'a');
    writeFileSync(path, '');
    truncateSync(path, 4321);
    const itself = { process: { pid: process.pid, startTicks: 0 } };
    const replies = disksOf({ image: { ...image, filename: path }, storage: file(0) });
    expect(await blockInfo(reachOf(replies, itself), 'd0')).toEqual({
      ...{ capacityBytes: 1000, allocationBytes: 300, physicalBytes: 4321, failures: [] },
    });
  });

  it.each([
    ['is not in a file or block device', { filename: 'nbd://host/a' }, {}],
    ['QEMU is on another host', { filename: '/dev/vg/a' }, {}],
    [
      '/nowhere/a is not visible from here',
      { filename: '/nowhere/a' },
      { process: { pid: process.pid, startTicks: 0 } },
    ],
  ])('are unknown with the reason: %s', async (why, { filename }, more) => {
    const replies = disksOf({ image: { filename, format: 'raw', 'virtual-size': 1000 } });
    const { capacityBytes, allocationBytes, physicalBytes, failures } = await blockInfo(
      reachOf(replies, more),
      'd0',
    );
    expect([capacityBytes, allocationBytes, physicalBytes]).toEqual([1000, undefined, undefined]);
    expect(failures).toEqual([
      { part: 'allocation', why: 'QEMU does not tell how much of this storage is used' },
      { part: 'physical', why: expect.stringContaining(why) },
    ]);
  });

  it('are unknown of a drive without a medium', async () => {
    const { failures, ...sizes } = await blockInfo(reachOf(RECORDED), 'ide2-cd0');
    expect(Object.values(sizes)).toEqual([undefined, undefined, undefined]);
    expect(failures).toContainEqual({ part: 'capacity', why: "the drive 'ide2-cd0' has no medium" });
  });
});

describe('the nodes of a disk', () => {
  const nodes = (...list: readonly object[]) => ({ ...disksOf({}), 'query-named-block-nodes': list });

  it('have a write threshold, or none', async () => {
    const at = (offset: unknown) => nodes({ 'node-name': 'd0-file', write_threshold: offset });
    const threshold = (offset: unknown) => writeThreshold(reachOf(at(offset)), 'd0');
    expect(await threshold(4096)).toEqual({ node: 'd0-file', bytes: 4096, failures: [] });
    expect(await threshold(0)).toEqual({ node: 'd0-file', bytes: null, failures: [] });
    expect(await threshold('x')).toMatchObject({ bytes: undefined, failures: [{ part: 'threshold' }] });
    expect(await writeThreshold(reachOf(nodes()), 'd0')).toMatchObject({
      bytes: undefined,
      failures: [{ part: 'threshold', why: "QEMU does not list the node 'd0-file'" }],
    });
  });

  it('have bitmaps', async () => {
    const bitmap = { name: 'chk1', count: 65_536, granularity: 65_536, recording: true, persistent: true };
    const reach = reachOf(nodes({ 'node-name': 'd0-node', 'dirty-bitmaps': [bitmap, { count: 1 }] }));
    expect(await dirtyBitmaps(reach, 'd0')).toEqual([
      {
        ...{ node: 'd0-node', name: 'chk1', dirtyBytes: 65_536, granularityBytes: 65_536 },
        ...{ isRecording: true, isBusy: false, isPersistent: true, isInconsistent: false },
      },
      expect.objectContaining({ name: undefined, dirtyBytes: 1, isPersistent: false }),
    ]);
  });
});

describe('snapshots', () => {
  const taken = (name: string, seconds: number, bytes = 0) => ({
    ...{ id: '1', name, 'date-sec': seconds, 'vm-state-size': bytes, 'vm-clock-sec': 1, 'vm-clock-nsec': 5 },
  });
  const two = disksOf(
    { image: { filename: '/a', snapshots: [taken('late', 20), taken('both', 11, 1000)] } },
    { image: { filename: '/b', snapshots: [taken('both', 10)] } },
    { ro: true },
  );

  it('of one tag are joined, in the order in which they were taken', async () => {
    expect(await snapshots(reachOf(two))).toEqual([
      {
        ...{ kind: 'internal', name: 'both', takenAtSeconds: 10, vmClockNanoseconds: 1_000_000_005 },
        ...{ vmStateBytes: 1000, disks: ['d0', 'd1'], isComplete: true },
      },
      expect.objectContaining({ name: 'late', disks: ['d0'], isComplete: false }),
    ]);
    expect(await snapshot(reachOf(two), 'both')).toMatchObject({ isComplete: true });
    await expect(snapshot(reachOf(two), 'bot')).rejects.toThrow("did you mean 'both'?");
  });

  it('of the other kind are the images below overlays', async () => {
    const image = {
      filename: '/c',
      'backing-image': { filename: '/b', 'backing-image': { filename: '/a' } },
    };
    const reach = reachOf({ ...disksOf({ image }), 'query-blockstats': [] });
    expect(await snapshots(reach)).toEqual([
      { kind: 'external', disk: 'd0', path: '/b', overlayPath: '/c' },
      { kind: 'external', disk: 'd0', path: '/a', overlayPath: '/b' },
    ]);
    expect(await snapshots(reach, { kind: 'internal' })).toEqual([]);
  });
});

describe('checkpoints', () => {
  it('are the bitmaps of one name, by name', async () => {
    const bitmap = (name: string, inconsistent = false) => ({ name, persistent: true, inconsistent });
    const reach = reachOf({
      ...disksOf({}, {}),
      'query-named-block-nodes': [
        { 'node-name': 'd0-node', 'dirty-bitmaps': [bitmap('b'), bitmap('a', true), {}] },
        { 'node-name': 'd1-node', 'dirty-bitmaps': [bitmap('b')] },
        { 'node-name': 'unused', 'dirty-bitmaps': [bitmap('c')] },
      ],
    });
    expect(await checkpoints(reach)).toEqual([
      { name: 'a', bitmaps: [expect.anything()], isComplete: false, isConsistent: false },
      { name: 'b', bitmaps: [expect.anything(), expect.anything()], isComplete: true, isConsistent: true },
    ]);
    expect((await checkpoint(reach, 'b')).bitmaps.map(({ disk, node }) => [disk, node])).toEqual([
      ['d0', 'd0-node'],
      ['d1', 'd1-node'],
    ]);
    await expect(checkpoint(reach, 'x')).rejects.toThrow("vm1 has no checkpoint 'x': it has a, b");
  });
});
