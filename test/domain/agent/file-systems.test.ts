import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeFileSystems, fsInfo } from '../../../src/domain/agent/file-systems.js';
import { recordedAnswer } from '../../protocol/qga/recorded-agent.js';
import { qemuWith } from '../../qemu/fake-qemu.js';
import { reachOf } from '../agent-reach.js';
import { domainQmp } from '../fake-domain-qmp.js';

/** The mock's guest has its disks in slots 3 and 4. */
const PCI = [
  {
    bus: 0,
    devices: [
      { bus: 0, slot: 3, function: 0, qdev_id: 'disk0' },
      { bus: 0, slot: 4, function: 0, qdev_id: 'data' },
    ],
  },
];

it('are listed in the order of their mounting, with the ids of their disks', async () => {
  const reach = { ...(await reachOf()), qmp: domainQmp(qemuWith({ 'query-pci': PCI })) };
  const { fileSystems, failures } = await fsInfo(reach);
  expect(failures).toEqual([]);
  expect(fileSystems).toMatchObject([
    { name: 'vda1', type: 'ext4', mountpoint: '/', usedBytes: 402_653_184, totalBytes: 1_040_187_392 },
    { name: 'vdb', type: 'ext2', mountpoint: '/srv' },
  ]);
  expect(fileSystems.map(({ disks }) => disks)).toEqual([
    [
      {
        busType: 'virtio',
        pci: { domain: 0, bus: 0, slot: 3, function: 0 },
        bus: 0,
        target: 0,
        unit: 0,
        serial: undefined,
        device: '/dev/vda',
        alias: 'disk0',
      },
    ],
    [expect.objectContaining({ device: '/dev/vdb', alias: 'data' })],
  ]);
});

it('are known without the ids, where QEMU does not tell', async () => {
  const reach = { ...(await reachOf()), qmp: domainQmp(qemuWith({})) };
  const { fileSystems, failures } = await fsInfo(reach);
  expect(fileSystems).toHaveLength(2);
  expect(fileSystems.flatMap(({ disks }) => disks).map(({ alias }) => alias)).toEqual([undefined, undefined]);
  expect(failures).toEqual([{ part: 'aliases', why: expect.stringContaining('query-pci') }]);
});

it('are none in a guest without disks', async () => {
  expect(decodeFileSystems(recordedAnswer('guest-get-fsinfo'))).toEqual([]);
});

it('have no sizes with old agents, and no address where the agent says -1', () => {
  const disk = {
    'bus-type': 'virtio',
    bus: -1,
    unit: 2n ** 63n,
    'pci-controller': { domain: -1, bus: 0 },
    dev: '',
  };
  expect(decodeFileSystems([{ name: 'vda', type: 'ext2', mountpoint: '/', disk: [disk, 5] }])).toEqual([
    {
      name: 'vda',
      type: 'ext2',
      mountpoint: '/',
      usedBytes: undefined,
      totalBytes: undefined,
      disks: [
        {
          busType: 'virtio',
          pci: undefined,
          bus: undefined,
          target: undefined,
          unit: undefined,
          serial: undefined,
          device: undefined,
          alias: undefined,
        },
      ],
    },
  ]);
});

it('are left out without a name or a mount point', () => {
  expect(decodeFileSystems([{ name: 'vda' }, { mountpoint: '/' }, null, 'x'])).toEqual([]);
  expect(() => decodeFileSystems({})).toThrow(AgentAnswerError);
});
