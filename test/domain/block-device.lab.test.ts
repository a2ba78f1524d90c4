import { expect, it } from 'vitest';
import { blockChain } from '../../src/domain/block.js';
import { blockInfo } from '../../src/domain/block-info.js';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { connectReach, pidOf } from './connected-reach.js';

const MIB = 2 ** 20;

describeHost('a disk on a block device', (lab) => {
  it('has the size of the device, and no space that QEMU would know', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell('truncate -s 16M image');
    const device = await host.attachLoop('image');
    await host.startPaused('loop', [
      ...['-drive', `file=${device},if=none,id=drive0,format=raw`],
      ...['-device', 'virtio-blk-pci,drive=drive0,id=disk0'],
    ]);
    const socket = host.path('loop.sock');
    await using reach = await connectReach('loop', socket, pidOf(socket));
    const [layer] = await blockChain(reach, 'disk0');
    expect(layer).toMatchObject({ path: device, storage: 'host_device', actualBytes: undefined });
    const { capacityBytes, physicalBytes, failures } = await blockInfo(reach, 'disk0');
    expect([capacityBytes, physicalBytes]).toEqual([16 * MIB, 16 * MIB]);
    expect(failures.map(({ part }) => part)).toEqual(['allocation']);
  });
});
