import { describe, expect, it } from 'vitest';
import { readBlockDevices } from '../../src/qemu/block-devices.js';
import { commandError, fakeQemu, qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

const NO_LIMITS = { total: null, read: null, write: null };

describe.each(VERSIONS)('the block devices of a recorded %s', (version) => {
  it('are the disks, and the CD drive without a medium, but not the sd0 without a device', async () => {
    const devices = await readBlockDevices(recordedQemu(version));
    const shown = devices.map(({ name, drive, id, qdev, node }) => ({ name, drive, id, qdev, node }));
    expect(shown).toEqual([
      {
        name: 'drive1',
        drive: 'drive1',
        id: 'disk1',
        qdev: '/machine/peripheral/disk1/virtio-backend',
        node: expect.stringMatching(/^#block\d+$/),
      },
      {
        name: 'ide2-cd0',
        drive: 'ide2-cd0',
        id: undefined,
        qdev: expect.stringMatching(/^\/machine\/unattached\/device\[\d+\]$/),
        node: undefined,
      },
      {
        name: 'disk0',
        drive: undefined,
        id: 'disk0',
        qdev: '/machine/peripheral/disk0/virtio-backend',
        node: 'd0',
      },
    ]);
  });

  it('show a chain with the nodes, sizes and files of its images', async () => {
    const devices = await readBlockDevices(recordedQemu(version));
    const disk = devices.find(({ name }) => name === 'disk0');
    expect(disk).toMatchObject({ protocolNode: 'f0', path: '/srv/lab/over.qcow2', isReadOnly: false });
    expect(disk?.layers).toEqual([
      {
        node: 'd0',
        format: 'qcow2',
        path: '/srv/lab/over.qcow2',
        backingPath: '/srv/lab/base.qcow2',
        backingFormat: 'qcow2',
        virtualBytes: 536_870_912,
        actualBytes: expect.any(Number),
        highestWrittenBytes: 0,
        storage: 'file',
      },
      {
        node: expect.stringMatching(/^#block\d+$/),
        format: 'qcow2',
        path: '/srv/lab/base.qcow2',
        backingPath: undefined,
        backingFormat: undefined,
        virtualBytes: 536_870_912,
        actualBytes: 200_704,
        highestWrittenBytes: 0,
        storage: 'file',
      },
    ]);
    expect(disk?.snapshots).toEqual([
      {
        id: '1',
        name: 'snapA',
        takenAtSeconds: expect.any(Number),
        vmClockNanoseconds: 0,
        vmStateBytes: 0,
      },
    ]);
  });

  it('have no limits, a cache mode, and figures for each kind of operation', async () => {
    const devices = await readBlockDevices(recordedQemu(version));
    const disk = devices.find(({ name }) => name === 'disk0');
    expect(disk?.limits).toEqual({
      bytesPerSecond: NO_LIMITS,
      operationsPerSecond: NO_LIMITS,
      burstBytesPerSecond: NO_LIMITS,
      burstOperationsPerSecond: NO_LIMITS,
      burstBytesSeconds: NO_LIMITS,
      burstOperationsSeconds: NO_LIMITS,
      operationBytes: null,
      group: undefined,
    });
    expect(disk?.cache).toEqual({ isWriteback: true, isDirect: false, ignoresFlushes: false });
    expect(disk?.stats?.read).toEqual({
      operations: expect.any(Number),
      bytes: expect.any(Number),
      nanoseconds: expect.any(Number),
      merged: expect.any(Number),
      failed: 0,
      invalid: 0,
      latency: undefined,
    });
    expect(disk?.stats?.flush).toMatchObject({ operations: 0, bytes: undefined, failed: 0 });
    expect(disk?.stats?.unmap).toMatchObject({ operations: 0, bytes: 0, invalid: 0 });
    expect(disk?.stats?.zoneAppend === undefined).toBe(version === 'qemu-7.2');
  });
});

describe('readBlockDevices', () => {
  it('has no image, limits or cache mode of a drive without a medium', async () => {
    const device = { device: '', qdev: 'cd0', removable: true, locked: true, tray_open: true };
    const stats = { device: '', qdev: 'cd0', stats: { rd_operations: 0 } };
    const [drive] = await readBlockDevices(
      qemuWith({ 'query-block': [device], 'query-blockstats': [stats] }),
    );
    expect(drive).toMatchObject({
      name: 'cd0',
      qomPath: '/machine/peripheral/cd0',
      layers: [],
      isRemovable: true,
      isLocked: true,
      isTrayOpen: true,
      stats: { read: { operations: 0 } },
    });
    for (const key of ['node', 'protocolNode', 'path', 'isReadOnly', 'limits', 'cache'] as const)
      expect(drive?.[key], key).toBeUndefined();
  });

  it('tells no nodes where a job has changed the chain between the two questions', async () => {
    const image = { filename: '/a', format: 'qcow2', 'backing-image': { filename: '/b', format: 'raw' } };
    const qmp = qemuWith({
      'query-block': [{ device: 'd', inserted: { 'node-name': 'top', image } }],
      'query-blockstats': [{ device: 'd', 'node-name': 'top', stats: {} }],
    });
    const [disk] = await readBlockDevices(qmp);
    expect(disk?.layers.map(({ node, path }) => [node, path])).toEqual([
      [undefined, '/a'],
      [undefined, '/b'],
    ]);
    expect(disk?.node).toBe('top');
  });

  it('leaves a disk without figures that was plugged in between the two questions', async () => {
    const device = { device: 'd', inserted: { 'node-name': 'n', image: { filename: '/a' } } };
    const [disk] = await readBlockDevices(qemuWith({ 'query-block': [device], 'query-blockstats': [] }));
    expect(disk).toMatchObject({ name: 'd', node: 'n', path: '/a', stats: undefined });
  });

  it('leaves out the flash of the firmware', async () => {
    const flash = { device: 'pflash0', qdev: '/machine/system.flash0', inserted: {} };
    expect(await readBlockDevices(qemuWith({ 'query-block': [flash], 'query-blockstats': [] }))).toEqual([]);
  });

  it('does not believe a size of 0, but for a file', async () => {
    const sizeOn = async (driver: string | undefined): Promise<number | undefined> => {
      const image = { filename: '/a', 'actual-size': 0 };
      const storage = { stats: {}, ...(driver && { 'driver-specific': { driver } }) };
      const [disk] = await readBlockDevices(
        qemuWith({
          'query-block': [{ device: 'd', inserted: { 'node-name': 'n', image } }],
          'query-blockstats': [{ device: 'd', 'node-name': 'n', stats: {}, parent: storage }],
        }),
      );
      return disk?.layers[0]?.actualBytes;
    };
    expect(await sizeOn('file')).toBe(0);
    expect(await sizeOn('host_device')).toBeUndefined();
    expect(await sizeOn(undefined)).toBeUndefined();
  });

  it('does not take the path of a backing file for that of an image without one', async () => {
    const image = {
      ...{ filename: 'json:{"driver":"qcow2","file":{"driver":"rbd"}}', format: 'qcow2' },
      'backing-image': { filename: '/base.raw', format: 'raw' },
    };
    const device = { device: 'd', inserted: { 'node-name': 'n', image } };
    const [disk] = await readBlockDevices(qemuWith({ 'query-block': [device], 'query-blockstats': [] }));
    expect(disk?.layers.map(({ path }) => path)).toEqual([undefined, '/base.raw']);
    expect(disk?.path).toBeUndefined();
  });

  it('removes the credentials in the address of an image', async () => {
    const image = { filename: 'https://me:secret@host/a.qcow2' };
    const device = { device: 'd', inserted: { 'node-name': 'n', image } };
    const [disk] = await readBlockDevices(qemuWith({ 'query-block': [device], 'query-blockstats': [] }));
    expect(disk?.path).toBe('https://(removed)@host/a.qcow2');
  });

  it('reads histograms of latencies that somebody has switched on, and drops broken ones', async () => {
    const histogramOf = async (histogram: unknown) => {
      const stats = { rd_latency_histogram: histogram };
      const [disk] = await readBlockDevices(
        qemuWith({
          'query-block': [{ device: 'd', inserted: {} }],
          'query-blockstats': [{ device: 'd', stats }],
        }),
      );
      return disk?.stats?.read.latency;
    };
    expect(await histogramOf({ boundaries: [1_000_000, 10_000_000], bins: [3, 2, 1] })).toEqual({
      boundariesNanoseconds: [1_000_000, 10_000_000],
      bins: [3, 2, 1],
    });
    expect(await histogramOf({ boundaries: [1, 2], bins: [3] })).toBeUndefined();
    expect(await histogramOf({ boundaries: ['1'], bins: [3, 4] })).toBeUndefined();
    expect(await histogramOf('fast')).toBeUndefined();
  });

  it('finds no device in a reply that is not a list', async () => {
    expect(await readBlockDevices(qemuWith({ 'query-block': {}, 'query-blockstats': 'x' }))).toEqual([]);
  });

  it("passes QEMU's error on", async () => {
    const failure = commandError('GenericError', 'I/O error');
    const qmp = fakeQemu(() => {
      throw failure;
    });
    await expect(readBlockDevices(qmp)).rejects.toBe(failure);
  });
});
