import { describe, expect, it } from 'vitest';
import {
  encodeBlockInfo,
  encodeBlockInfos,
  encodeBlockList,
  encodeBlockStats,
  encodeDiskErrors,
} from '../../../src/formats/domain/block-text.js';
import type { BlockDevice, BlockLayer } from '../../../src/model/block-device.js';
import type { BlockOperations, BlockStats } from '../../../src/model/block-stats.js';
import type { BlockInfo } from '../../../src/model/disk-facts.js';
import { virshOutput } from './virsh-output.js';

const LAYER: BlockLayer = {
  node: 'n',
  format: 'raw',
  path: undefined,
  backingPath: undefined,
  backingFormat: undefined,
  virtualBytes: undefined,
  actualBytes: undefined,
  highestWrittenBytes: undefined,
  storage: 'file',
};

function disk(name: string, members: Partial<BlockDevice> = {}): BlockDevice {
  return {
    name,
    drive: undefined,
    id: name,
    qdev: `/machine/peripheral/${name}`,
    qomPath: `/machine/peripheral/${name}`,
    node: undefined,
    protocolNode: undefined,
    path: undefined,
    layers: [LAYER],
    isReadOnly: false,
    isRemovable: false,
    isLocked: false,
    isTrayOpen: undefined,
    isEncrypted: false,
    ioStatus: undefined,
    limits: undefined,
    cache: undefined,
    detectZeroes: undefined,
    bitmaps: [],
    snapshots: [],
    stats: undefined,
    ...members,
  };
}

const EMPTY_DRIVE = disk('sda', {
  isRemovable: true,
  isTrayOpen: false,
  isReadOnly: undefined,
  layers: [],
});
const DISKS = [
  disk('vda', { path: '/tmp/lv/top.qcow2' }),
  disk('vdb', { path: '/tmp/lv/data.raw' }),
  EMPTY_DRIVE,
];

describe('domblklist', () => {
  it('is as virsh prints it', () => {
    expect(encodeBlockList(DISKS)).toBe(virshOutput('domblklist'));
  });

  it('has no type of an empty drive, which QEMU cannot tell', () => {
    expect(encodeBlockList(DISKS, { details: true })).toBe(
      virshOutput('domblklist --details').replace('file   cdrom', '-      cdrom'),
    );
  });

  it.each([
    [{ layers: [{ ...LAYER, storage: 'host_device' }] }, 'block disk'],
    [{ layers: [{ ...LAYER, storage: 'nvme' }] }, 'nvme disk'],
    [{ layers: [{ ...LAYER, storage: undefined }], path: 'nbd://host:10809/x' }, 'network disk'],
    [{ layers: [{ ...LAYER, storage: undefined }], path: 'json:{"driver":"rbd"}' }, 'network disk'],
    [{ layers: [{ ...LAYER, storage: undefined }], path: '/images/x' }, '- disk'],
    [{ isRemovable: true }, 'file floppy'],
    [{ isRemovable: true, isTrayOpen: false, isReadOnly: true }, 'file cdrom'],
    // A removable USB disk has a tray, as QEMU sees it.
    [{ isRemovable: true, isTrayOpen: false }, 'file disk'],
    // A drive that no device uses could be anything.
    [{ isRemovable: true, qdev: undefined }, 'file disk'],
  ])('says what %j is: %s', (members, expected) => {
    const [, , row = ''] = encodeBlockList([disk('d', members)], { details: true }).split('\n');
    expect(row.trim().split(/ +/).slice(0, 2).join(' ')).toBe(expected);
  });

  it('is safe for a terminal', () => {
    expect(encodeBlockList([disk('vda', { path: '/a\u001b[2Jb' })])).toContain('/a?[2Jb');
  });
});

function operations(operations_: number, bytes?: number): BlockOperations {
  return {
    operations: operations_,
    bytes,
    nanoseconds: operations_ * 1000,
    merged: 0,
    failed: 1,
    invalid: 0,
    latency: undefined,
  };
}

function stats(count: number): BlockStats {
  return {
    read: operations(count, count * 512),
    write: operations(2 * count, 0),
    flush: operations(3 * count),
    unmap: operations(0, 0),
    zoneAppend: undefined,
    idleNanoseconds: undefined,
  };
}

describe('domblkstat', () => {
  it('is as virsh prints it', () => {
    expect(encodeBlockStats('vda', [stats(0)])).toBe(virshOutput('domblkstat vda'));
    expect(encodeBlockStats('vda', [stats(0)], { human: true })).toBe(virshOutput('domblkstat vda --human'));
  });

  it('adds up several disks, and has no line for what nobody knows', () => {
    const unknown = {
      ...stats(1),
      flush: { ...operations(1), operations: undefined, nanoseconds: undefined },
    };
    expect(encodeBlockStats('', [stats(1), stats(2)])).toContain(' rd_req 3\n rd_bytes 1536\n wr_req 6\n');
    expect(encodeBlockStats('a', [unknown])).not.toContain('flush');
    expect(encodeBlockStats('a', [])).toBe('');
  });
});

const VDA: BlockInfo = {
  capacityBytes: 67_108_864,
  allocationBytes: 204_800,
  physicalBytes: 196_616,
  failures: [],
};
const VDB: BlockInfo = {
  ...VDA,
  capacityBytes: 33_554_432,
  allocationBytes: 4096,
  physicalBytes: 33_554_432,
};
const NOTHING: BlockInfo = {
  capacityBytes: undefined,
  allocationBytes: undefined,
  physicalBytes: undefined,
  failures: [],
};

describe('domblkinfo', () => {
  it('is as virsh prints it', () => {
    expect(encodeBlockInfo(VDA)).toBe(virshOutput('domblkinfo vda'));
    expect(encodeBlockInfo(VDA, { human: true })).toBe(virshOutput('domblkinfo vda --human'));
    const all = [
      { name: 'vda', info: VDA },
      { name: 'vdb', info: VDB },
      { name: 'sda', info: NOTHING },
    ];
    expect(encodeBlockInfos(all)).toBe(virshOutput('domblkinfo --all'));
  });

  it('has a dash for what nobody knows', () => {
    expect(encodeBlockInfo({ ...VDA, physicalBytes: undefined })).toContain('Physical:       -\n');
  });
});

describe('domblkerror', () => {
  it('is as virsh prints it', () => {
    expect(encodeDiskErrors([])).toBe(virshOutput('domblkerror'));
    const errors = [
      { disk: 'vda', path: '/a', error: 'no-space' },
      { disk: 'vdb', path: undefined, error: 'unspecified' },
    ] as const;
    expect(encodeDiskErrors(errors)).toBe('vda: no space\nvdb: unspecified error\n');
  });
});
