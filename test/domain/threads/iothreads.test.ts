import { describe, expect, it } from 'vitest';
import { delIothread } from '../../../src/domain/threads/del-iothread.js';
import { setIothread } from '../../../src/domain/threads/set-iothread.js';
import { commandError, fakeQemu } from '../../qemu/fake-qemu.js';
import { controlReachOf } from '../control/guest-reach.js';
import { clientOf, reachOf } from '../linux-reach.js';

/** A QEMU with an iothread `fast`, a disk that uses it, and another that has queues in `iothread2`. */
function machine(
  bounds: { readonly [property: string]: number } = { 'thread-pool-min': 0, 'thread-pool-max': 64 },
) {
  const polls = { 'poll-max-ns': 32_768, 'poll-grow': 0, 'poll-shrink': 0 };
  return clientOf(
    fakeQemu((command, { path, property }) => {
      if (command === 'query-iothreads')
        return ['fast', 'iothread2', 'iothread3'].map((id, at) => ({ id, 'thread-id': 10 + at, ...polls }));
      if (command === 'qom-list')
        return path === '/machine/peripheral'
          ? ['disk0', 'disk1', 'nic0'].map((name) => ({ name, type: 'child<virtio-blk-pci>' }))
          : [];
      const values: { readonly [property: string]: unknown } = {
        '/machine/peripheral/disk0 iothread': '/objects/fast',
        '/machine/peripheral/disk1 iothread-vq-mapping': [{ iothread: 'iothread2', vqs: [0] }],
        '/machine/peripheral/disk1 iothread': '',
        '/objects/fast thread-pool-min': bounds['thread-pool-min'],
        '/objects/fast thread-pool-max': bounds['thread-pool-max'],
      };
      const value = values[`${path} ${property}`];
      if (value === undefined) throw commandError('GenericError', `Property '${property}' not found`);
      return value;
    }),
  );
}

const guest = async (qmp = machine(), qemu?: Parameters<typeof controlReachOf>[1]) =>
  controlReachOf(await reachOf({}, { qmp, isRemote: true }), qemu);

describe('setIothread', () => {
  it('puts back what it has set when QEMU refuses the next', async () => {
    const reach = await guest(machine(), (_, { property }) => {
      if (property === 'poll-grow') throw commandError('GenericError', 'no');
    });
    const call = setIothread(reach, 'fast', { pollMaxNanoseconds: 1, pollGrow: 2 });
    await expect(call).rejects.toThrow(/nothing is changed$/);
    expect(reach.sent).toEqual([
      'qom-set {"path":"/objects/fast","property":"poll-max-ns","value":1}',
      'qom-set {"path":"/objects/fast","property":"poll-grow","value":2}',
      'qom-set {"path":"/objects/fast","property":"poll-max-ns","value":32768}',
    ]);
  });

  it.each([
    [{ threadPoolMin: 70, threadPoolMax: 80 }, ['max', 'min']],
    [{ threadPoolMin: 2, threadPoolMax: 8 }, ['min', 'max']],
    [{ threadPoolMax: 1 }, ['max']],
  ])('sets the bounds of %j so that they never cross', async (settings, order) => {
    const reach = await guest();
    await setIothread(reach, 'fast', settings);
    expect(reach.sent.map((line) => /thread-pool-(\w+)/.exec(line)?.[1])).toEqual(order);
  });

  it('refuses bounds that a QEMU does not have', async () => {
    const reach = await guest(machine({}));
    await expect(setIothread(reach, 'fast', { threadPoolMax: 3 })).rejects.toThrow(
      'vm1: its QEMU has no thread-pool-max, which came with 7.1',
    );
    expect(reach.sent).toEqual([]);
  });
});

describe('delIothread', () => {
  it.each([
    ['fast', 'disk0'],
    ['iothread2', 'disk1'],
    ['2', 'disk1'],
  ])('refuses %s, which %s uses', async (id, device) => {
    const reach = await guest();
    await expect(delIothread(reach, id)).rejects.toThrow(`is in use by ${device}: unplug it first`);
    expect(reach.sent).toEqual([]);
  });

  it('says at its deadline that the thread is there still', async () => {
    const reach = await guest();
    await expect(delIothread(reach, '3', { deadlineMs: 200 })).rejects.toThrow(
      'vm1: delIothread: not finished within 200 ms; changed: object-del {"id":"iothread3"}; to undo it: qgauge dom iothreadadd vm1 iothread3 --control',
    );
  });
});
