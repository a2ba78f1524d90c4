import { describe, expect, it } from 'vitest';
import type { Disk } from '../../src/model/disk.js';
import type { Executor } from '../../src/protocol/qmp/executor.js';
import { emptyDrivesOf, joinDisks, readDiskCounters, readDiskImages } from '../../src/qemu/block.js';
import { commandError, fakeQemu, qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

async function readDisks(qmp: Executor): Promise<readonly Disk[]> {
  return joinDisks(await readDiskCounters(qmp), await readDiskImages(qmp));
}

const NO_TRAFFIC = {
  writeBytes: 0,
  writeOperations: 0,
  writeNanoseconds: 0,
  flushOperations: 0,
  flushNanoseconds: 0,
  failedReads: 0,
  failedWrites: 0,
  failedFlushes: 0,
};
const RECORDED = {
  'qemu-7.2': {
    actualBytes: 208_896,
    driveNs: 110_672,
    diskBytes: 51_909_120,
    diskOperations: 398,
    diskNs: 22_534_382,
  },
  'qemu-10.0': {
    actualBytes: 16_384,
    driveNs: 58_685,
    diskBytes: 10_621_440,
    diskOperations: 83,
    diskNs: 12_832_985,
  },
};

describe.each(VERSIONS)('the disks of a recorded %s', (version) => {
  it('are the two that have a medium, without the empty CD drive and sd0', async () => {
    const disks = await readDisks(recordedQemu(version));
    expect(disks.map(({ name }) => name)).toEqual(['drive1', 'disk0']);
  });

  it('have the figures of both replies', async () => {
    const expected = RECORDED[version];
    const [drive, blockdev] = await readDisks(recordedQemu(version));
    expect(drive).toEqual({
      name: 'drive1',
      counters: { readBytes: 4608, readOperations: 2, readNanoseconds: expected.driveNs, ...NO_TRAFFIC },
      highestWrittenBytes: 0,
      image: {
        virtualBytes: 1_073_741_824,
        actualBytes: 200_704,
        readOnly: false,
        removable: false,
        ioStatus: 'ok',
        snapshots: [],
        layers: [
          {
            filename: '/srv/lab/disk.qcow2',
            virtualBytes: 1_073_741_824,
            actualBytes: 200_704,
            highestWrittenBytes: 0,
          },
        ],
      },
    });
    expect(blockdev).toEqual({
      name: 'disk0',
      counters: {
        readBytes: expected.diskBytes,
        readOperations: expected.diskOperations,
        readNanoseconds: expected.diskNs,
        ...NO_TRAFFIC,
      },
      highestWrittenBytes: 0,
      image: {
        virtualBytes: 536_870_912,
        actualBytes: expected.actualBytes,
        readOnly: false,
        removable: false,
        ioStatus: 'ok',
        snapshots: [{ name: 'snapA', vmStateBytes: 0 }],
        layers: [
          {
            filename: '/srv/lab/over.qcow2',
            virtualBytes: 536_870_912,
            actualBytes: expected.actualBytes,
            highestWrittenBytes: 0,
          },
          {
            filename: '/srv/lab/base.qcow2',
            virtualBytes: 536_870_912,
            actualBytes: 200_704,
            highestWrittenBytes: 0,
          },
        ],
      },
    });
  });

  it('have traffic without sizes while query-block has not answered', async () => {
    const disks = joinDisks(await readDiskCounters(recordedQemu(version)), undefined);
    expect(disks.map(({ name, image }) => [name, image])).toEqual([
      ['drive1', undefined],
      ['disk0', undefined],
    ]);
    expect(disks[1]?.counters.readBytes).toBe(RECORDED[version].diskBytes);
  });
});

interface Device {
  readonly device?: string;
  readonly qdev?: string;
  readonly node?: string;
}

/** One device, as both replies show it. */
function qemuWithDisk({ device = '', qdev, node = 'n0' }: Device, more: object = {}): Executor {
  return qemuWith({
    'query-blockstats': [
      { device, ...(qdev && { qdev }), 'node-name': node, stats: { rd_bytes: 7 }, ...more },
    ],
    'query-block': [
      {
        device,
        ...(qdev && { qdev }),
        removable: false,
        inserted: { 'node-name': node, ro: false, image: { 'virtual-size': 512, 'actual-size': 256 } },
      },
    ],
  });
}

describe('the name of a disk', () => {
  const qdev = '/machine/peripheral/disk0/virtio-backend';

  it.each<readonly [string, string, Device]>([
    ['is its drive id', 'drive-x', { device: 'drive-x', qdev, node: 'n0' }],
    ["is its device's id where it has no drive", 'disk0', { qdev, node: 'n0' }],
    ["is its device's id without a virtio backend too", 'disk1', { qdev: '/machine/peripheral/disk1' }],
    ["is its device's id where QEMU gives that instead of a path", 'scsi0', { qdev: 'scsi0' }],
    [
      "is its device's id where the disk is deep below it, as in a USB stick",
      'stick',
      { qdev: '/machine/peripheral/stick/stick.0/legacy[0]' },
    ],
    [
      'is a number of QEMU where the device has no id, since the name of the node changes',
      'device[3]',
      { qdev: '/machine/peripheral-anon/device[3]/virtio-backend', node: 'n0' },
    ],
    ['is a number of QEMU for a device of the board', 'device[5]', { qdev: '/machine/unattached/device[5]' }],
    ["is its node's name where there is nothing else", '#block1', { node: '#block1' }],
  ])('%s', async (_, name, device) => {
    const [disk] = await readDisks(qemuWithDisk(device));
    expect(disk?.name).toBe(name);
    expect(disk?.image?.virtualBytes).toBe(512);
  });
});

describe('joinDisks', () => {
  it('keeps two drives of one device name apart by their QOM paths', async () => {
    const qmp = qemuWith({
      'query-blockstats': [
        { device: '', qdev: '/machine/peripheral/a', 'node-name': 'same', stats: {} },
        { device: '', qdev: '/machine/peripheral/b', 'node-name': 'same2', stats: {} },
      ],
      'query-block': [
        {
          device: '',
          qdev: '/machine/peripheral/b',
          inserted: { 'node-name': 'same2', image: { 'virtual-size': 2 } },
        },
        {
          device: '',
          qdev: '/machine/peripheral/a',
          inserted: { 'node-name': 'same', image: { 'virtual-size': 1 } },
        },
      ],
    });
    expect((await readDisks(qmp)).map(({ image }) => image?.virtualBytes)).toEqual([1, 2]);
  });

  it('leaves a disk without an image when it was plugged between the two questions', async () => {
    const traffic = await readDiskCounters(qemuWithDisk({ qdev: '/machine/peripheral/new' }));
    expect(joinDisks(traffic, new Map())[0]?.image).toBeUndefined();
  });
});

describe('the flash of the firmware', () => {
  it.each<readonly [string, Device]>([
    ['a PC', { device: 'pflash0', qdev: '/machine/system.flash0' }],
    ['a PC, with -blockdev', { qdev: '/machine/system.flash1', node: 'libvirt-pflash1-format' }],
    ['an ARM virt board', { device: 'code', qdev: '/machine/virt.flash0' }],
    ['a board that gives it no name', { device: 'pflash1', qdev: '/machine/unattached/device[7]' }],
    ['a QEMU that reports no device', { device: 'pflash0' }],
  ])('is no disk on %s', async (_, device) => {
    expect(await readDisks(qemuWithDisk(device))).toEqual([]);
    expect(await readDiskImages(qemuWithDisk(device))).toEqual(new Map());
  });

  it.each([
    ['/machine/peripheral/disk0/virtio-backend'],
    ['/machine/peripheral-anon/device[3]/virtio-backend'],
    ['scsi0'],
  ])("is not a user's device at %s whose drive has such a name", async (qdev) => {
    expect((await readDisks(qemuWithDisk({ device: 'pflash0', qdev }))).map(({ name }) => name)).toEqual([
      'pflash0',
    ]);
  });
});

describe('the size of an image on the host', () => {
  const disk = { qdev: '/machine/peripheral/disk0' };
  const on = (driver: string | undefined) => ({
    stats: {},
    ...(driver && { 'driver-specific': { driver } }),
  });
  const sizeOf = async (bytes: number | undefined, more: object): Promise<number | undefined> => {
    const qmp = qemuWith({
      'query-blockstats': [{ device: '', ...disk, 'node-name': 'n0', stats: {}, ...more }],
      'query-block': [
        { device: '', ...disk, inserted: { 'node-name': 'n0', image: { 'actual-size': bytes } } },
      ],
    });
    return (await readDisks(qmp))[0]?.image?.actualBytes;
  };

  it.each<readonly [string, number | undefined, object, number | undefined]>([
    ['of a file', 4096, { parent: on('file') }, 4096],
    ['0 of a file to which nothing was written', 0, { parent: on('file') }, 0],
    ['of a file without a format', 4096, { 'driver-specific': { driver: 'file' } }, 4096],
    ['unknown of a block device, of which QEMU says 0', 0, { parent: on('host_device') }, undefined],
    [
      'unknown of a block device without a format',
      0,
      { 'driver-specific': { driver: 'host_device' } },
      undefined,
    ],
    [
      'unknown of a block device below a filter and a format',
      0,
      { parent: { stats: {}, parent: { stats: {}, parent: on('host_device') } } },
      undefined,
    ],
    [
      'unknown of a block device whose metadata is in a file',
      65_536,
      { parent: on('host_device') },
      undefined,
    ],
    ['unknown of an NVMe drive', 0, { parent: on('nvme') }, undefined],
    ['unknown where QEMU does not say it, as over NBD', undefined, { parent: on(undefined) }, undefined],
    ['unknown where network storage says 0', 0, { parent: on(undefined) }, undefined],
    ['of network storage that says it', 4096, { parent: on(undefined) }, 4096],
  ])('is %s', async (_, bytes, more, expected) => {
    expect(await sizeOf(bytes, more)).toBe(expected);
  });
});

describe('readDiskCounters', () => {
  it("takes how far a format's own file was written, not what the guest sees", async () => {
    const stats = { wr_highest_offset: 999_999 };
    const [disk] = await readDiskCounters(
      qemuWithDisk({ node: 'n0' }, { stats, parent: { stats: { wr_highest_offset: 4096 } } }),
    );
    expect(disk?.highestWrittenBytes).toBe(4096);
  });

  it('takes the offset of the file below filters too', async () => {
    const at = (offset: number, parent?: object) => ({
      stats: { wr_highest_offset: offset },
      ...(parent && { parent }),
    });
    const throttled = at(999_999, at(999_998, at(999_997, at(4096))));
    const [disk] = await readDiskCounters(qemuWithDisk({ node: 'n0' }, throttled));
    expect(disk?.highestWrittenBytes).toBe(4096);
  });

  it("takes a raw disk's own offset, which has no file below it", async () => {
    const [disk] = await readDiskCounters(
      qemuWithDisk({ node: 'n0' }, { stats: { wr_highest_offset: 8192 } }),
    );
    expect(disk?.highestWrittenBytes).toBe(8192);
  });

  it('leaves unknown what a QEMU does not report, or reports as another type', async () => {
    const stats = { rd_bytes: 'many', rd_operations: -1, rd_total_time_ns: 2n ** 63n };
    const [disk] = await readDiskCounters(qemuWithDisk({ node: 'n0' }, { stats }));
    expect(disk?.counters).toEqual({
      readBytes: undefined,
      readOperations: undefined,
      readNanoseconds: 2 ** 63,
      writeBytes: undefined,
      writeOperations: undefined,
      writeNanoseconds: undefined,
      flushOperations: undefined,
      flushNanoseconds: undefined,
      failedReads: undefined,
      failedWrites: undefined,
      failedFlushes: undefined,
    });
  });

  it('finds no disk in a reply that is not a list', async () => {
    expect(await readDiskCounters(qemuWith({ 'query-blockstats': { disks: [] } }))).toEqual([]);
  });

  it("passes QEMU's error on", async () => {
    const failure = commandError('GenericError', 'I/O error');
    const qmp = fakeQemu(() => {
      throw failure;
    });
    await expect(readDiskCounters(qmp)).rejects.toBe(failure);
    await expect(readDiskImages(qmp)).rejects.toBe(failure);
  });
});

describe('readDiskImages', () => {
  it('reads read-only images, removable drives, and their snapshots', async () => {
    const image = {
      'virtual-size': 1,
      'actual-size': 2,
      snapshots: [{ name: 'a', 'vm-state-size': 1000 }, { name: 'b' }, 'c'],
    };
    const device = { device: 'cd', removable: true, inserted: { 'node-name': 'n', ro: true, image } };
    const images = await readDiskImages(qemuWith({ 'query-block': [device] }));
    expect(images.get('cd')).toEqual({
      virtualBytes: 1,
      actualBytes: 2,
      readOnly: true,
      removable: true,
      ioStatus: undefined,
      snapshots: [
        { name: 'a', vmStateBytes: 1000 },
        { name: 'b', vmStateBytes: 0 },
      ],
      layers: [{ filename: undefined, virtualBytes: 1, actualBytes: 2 }],
    });
  });

  it('name images by their addresses without credentials', async () => {
    const backing = { filename: 'json:{"driver":"ssh","user":"me","password":"secret1"}', 'virtual-size': 1 };
    const image = { filename: 'https://me:secret1@host/a', 'virtual-size': 1, 'backing-image': backing };
    const device = { device: 'd', inserted: { 'node-name': 'n', image } };
    const images = await readDiskImages(qemuWith({ 'query-block': [device] }));
    const names = images.get('d')?.layers?.map(({ filename }) => filename);
    expect(names).toEqual(['https://(removed)@host/a', undefined]);
  });

  it.each<readonly [string, object, string, boolean]>([
    ["a board's SD card", { qdev: '/machine/soc/sd-card' }, 'sd-card', false],
    ['an SD card that was plugged in', { qdev: 'card' }, 'sd-card', false],
    ['an eMMC chip', { qdev: '/machine/soc/emmc' }, 'emmc', false],
    ['a floppy', { qdev: '/machine/unattached/device[9]' }, 'floppy', true],
    ['a USB disk that can be removed', { qdev: 'stick', tray_open: false }, 'sd-card', true],
    ['a drive that no device uses', {}, 'sd-card', true],
  ])('takes %s for what it is', async (_, device, type, removable) => {
    const asked: unknown[] = [];
    const qmp = fakeQemu((command, args) => {
      if (command === 'query-block')
        return [{ device: 'sd0', removable: true, ...device, inserted: { 'node-name': 'n', ro: false } }];
      asked.push(args);
      return type;
    });
    const images = await readDiskImages(qmp);
    expect([...images.values()].map((image) => image.removable)).toEqual([removable]);
    // Asked only where it may be one; a plain disk costs no question.
    expect(asked.length).toBe('qdev' in device && !('tray_open' in device) ? 1 : 0);
  });

  it('reads what has stopped the I/O of a disk', async () => {
    const device = { device: 'a', 'io-status': 'nospace', inserted: { 'node-name': 'n' } };
    const images = await readDiskImages(qemuWith({ 'query-block': [device] }));
    expect(images.get('a')?.ioStatus).toBe('nospace');
  });
});

describe('an image with backing files', () => {
  const base = { filename: '/images/base.raw', 'virtual-size': 300, 'actual-size': 0 };
  const middle = { filename: '/images/middle.qcow2', 'virtual-size': 400, 'actual-size': 40 };
  const image = {
    ...{ filename: '/images/top.qcow2', 'virtual-size': 500, 'actual-size': 50 },
    'backing-image': { ...middle, 'backing-image': base },
  };
  const storage = (offset: number) => ({ parent: { stats: { wr_highest_offset: offset } } });
  const qmp = qemuWithDisk(
    { device: 'drive0' },
    {
      ...storage(5),
      backing: { ...storage(4), backing: { stats: { wr_highest_offset: 3 } } },
    },
  );

  it('has all of them, the topmost first, each with how far it was written', async () => {
    const images = await readDiskImages(
      qemuWith({ 'query-block': [{ device: 'drive0', inserted: { 'node-name': 'n0', image } }] }),
    );
    const [disk] = joinDisks(await readDiskCounters(qmp), images);
    expect(disk?.image?.layers).toEqual([
      { filename: '/images/top.qcow2', virtualBytes: 500, actualBytes: 50, highestWrittenBytes: 5 },
      { filename: '/images/middle.qcow2', virtualBytes: 400, actualBytes: 40, highestWrittenBytes: 4 },
      { filename: '/images/base.raw', virtualBytes: 300, actualBytes: undefined, highestWrittenBytes: 3 },
    ]);
  });
});

describe('an image whose chain has changed since it was read', () => {
  it('does not take how far one image was written for that of another', async () => {
    const base = { filename: '/images/base.raw', 'virtual-size': 300, 'actual-size': 30 };
    const image = {
      filename: '/images/a.qcow2',
      'virtual-size': 300,
      'actual-size': 50,
      'backing-image': base,
    };
    const images = await readDiskImages(
      qemuWith({ 'query-block': [{ device: 'drive0', inserted: { 'node-name': 'n0', image } }] }),
    );
    const node = (offset: number) => ({ parent: { stats: { wr_highest_offset: offset } } });
    const withSnapshot = { ...node(5), backing: { ...node(4), backing: node(3) } };
    const [disk] = joinDisks(
      await readDiskCounters(qemuWithDisk({ device: 'drive0' }, withSnapshot)),
      images,
    );
    expect(disk?.image?.layers?.map((layer) => layer.highestWrittenBytes)).toEqual([5, undefined]);
  });
});

describe('drives without a medium', () => {
  it.each(VERSIONS)('are, on a recorded %s, those that a device uses', async (version) => {
    const drives = emptyDrivesOf(await readDiskCounters(recordedQemu(version)));
    expect(drives.map(({ name }) => name)).toEqual(['ide2-cd0']);
    expect(drives[0]?.counters.readOperations).toBe(3);
  });
});
