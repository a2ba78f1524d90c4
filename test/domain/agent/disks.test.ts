import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeDisks, guestDisks } from '../../../src/domain/agent/disks.js';
import { recordedAnswer } from '../../protocol/qga/recorded-agent.js';
import { reachOf } from '../agent-reach.js';

it('are those of the guest, partitions too', async () => {
  const { disks } = await guestDisks(await reachOf());
  expect(disks).toMatchObject([
    { name: '/dev/vda1', isPartition: true, dependencies: ['/dev/vda'], address: undefined },
    { name: '/dev/vda', isPartition: false, dependencies: [], address: { pci: { slot: 3 } } },
    { name: '/dev/vdb', isPartition: false, dependencies: [], address: { pci: { slot: 4 } } },
  ]);
});

it('were recorded', () => {
  expect(decodeDisks(recordedAnswer('guest-get-disks'))).toMatchObject([
    { name: '/dev/vda', guestAlias: undefined, address: { busType: 'virtio', device: '/dev/vda' } },
    { name: '/dev/vdb', address: { pci: { domain: 0, bus: 0, slot: 4, function: 0 } } },
  ]);
});

it('may be volumes with a name of the guest’s', () => {
  const answer = [
    { name: '/dev/dm-0', alias: 'vg-root', dependencies: ['/dev/vda2', 7, ''] },
    { partition: true },
  ];
  expect(decodeDisks(answer)).toEqual([
    {
      name: '/dev/dm-0',
      isPartition: false,
      dependencies: ['/dev/vda2'],
      address: undefined,
      guestAlias: 'vg-root',
    },
  ]);
  expect(() => decodeDisks(5)).toThrow(AgentAnswerError);
});
