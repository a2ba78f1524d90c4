import { describe, expect, it } from 'vitest';
import { encodeBlkioParameters, encodeIoTune } from '../../../src/formats/domain/tune-text.js';
import type { IoLimits } from '../../../src/model/block-device.js';
import type { BlkioDevice, BlkioParameters } from '../../../src/model/group-parameters.js';
import { virshOutput } from './virsh-output.js';

const NONE = { total: null, read: null, write: null };
const UNLIMITED: IoLimits = {
  bytesPerSecond: NONE,
  operationsPerSecond: NONE,
  burstBytesPerSecond: NONE,
  burstOperationsPerSecond: NONE,
  burstBytesSeconds: NONE,
  burstOperationsSeconds: NONE,
  operationBytes: null,
  group: undefined,
};

describe('blkdeviotune', () => {
  it('is as virsh prints it', () => {
    const limits = {
      ...UNLIMITED,
      bytesPerSecond: { ...NONE, read: 1_000_000 },
      group: '/machine/peripheral/virtio-disk1/virtio-backend',
    };
    expect(encodeIoTune(limits)).toBe(virshOutput('blkdeviotune vdb'));
  });

  it('has a group without a name where there are no limits', () => {
    expect(encodeIoTune(UNLIMITED)).toContain('size_iops_sec  : 0\ngroup_name     : \n');
  });
});

const DISK: BlkioDevice = {
  path: '/dev/sda',
  number: '8:0',
  weight: undefined,
  readBytesPerSecond: null,
  writeBytesPerSecond: 1_048_576,
  readOperationsPerSecond: null,
  writeOperationsPerSecond: null,
};
const PARAMETERS: BlkioParameters = {
  group: { version: 2, path: '/vm1', isExclusive: true, hasAllThreads: true },
  weight: 100,
  devices: [DISK, { ...DISK, path: undefined, number: '8:16', weight: 500 }],
  failures: [],
};

describe('blkiotune', () => {
  it('is as virsh prints it', () => {
    expect(encodeBlkioParameters(PARAMETERS).split('\n')).toEqual([
      'weight         : 100',
      'device_weight  : 8:16,500',
      'device_read_iops_sec: ',
      'device_write_iops_sec: ',
      'device_read_bytes_sec: ',
      'device_write_bytes_sec: /dev/sda,1048576,8:16,1048576',
      '',
    ]);
  });

  it('leaves out what is not known', () => {
    expect(encodeBlkioParameters({ ...PARAMETERS, group: undefined })).toBe('');
    const unknown = { ...DISK, readBytesPerSecond: undefined };
    const text = encodeBlkioParameters({ ...PARAMETERS, weight: undefined, devices: [unknown] });
    expect(text).not.toMatch(/^weight|device_read_bytes_sec/m);
  });
});
