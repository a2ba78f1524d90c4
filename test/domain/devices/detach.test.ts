import { describe, expect, it } from 'vitest';
import { detach } from '../../../src/domain/devices/detach.js';
import { controlReach, refusal } from '../control/control-reach.js';

const ROOT = 'qom-list /machine/peripheral undefined';
const DATA = { name: 'data', type: 'child<virtio-blk-pci>' };
const PATH = '/machine/peripheral/data';

function machine() {
  const replies: { [command: string]: unknown } = {
    [ROOT]: [DATA],
    'qom-list /machine/peripheral-anon undefined': [{ name: 'device[0]', type: 'child<virtio-rng-pci>' }],
    [`qom-get ${PATH} netdev`]: 'net',
    [`qom-get ${PATH} chardev`]: 'console',
    'query-block': [],
    'query-blockstats': [],
    'query-named-block-nodes': [],
  };
  return replies;
}

describe('detach', () => {
  it('waits for the device, and not for a part of it', async () => {
    const { reach, guest } = controlReach(machine());
    const gone = detach(reach, 'data');
    await expect.poll(() => guest.sent).toContain('device_del');
    guest.sendEvent('DEVICE_DELETED', { path: `${PATH}/virtio-backend` });
    guest.sendEvent('DEVICE_DELETED', { device: 'other', path: '/machine/peripheral/other' });
    guest.sendEvent('DEVICE_DELETED', { device: 'data', path: PATH });
    const why = 'only backends (--backends) removes what the same Domain has not made';
    expect(await gone).toEqual({
      ...{ id: 'data', removed: [] },
      left: [
        { kind: 'netdev', id: 'net', why },
        { kind: 'chardev', id: 'console', why },
      ],
    });
  });

  it('sees that it is gone when the event is lost', async () => {
    const replies = machine();
    const { reach } = controlReach(replies, () => {
      replies[ROOT] = [];
      return {};
    });
    expect(await detach(reach, 'data')).toMatchObject({ id: 'data' });
  });

  it('finds a device without an id by its path', async () => {
    const path = '/machine/peripheral-anon/device[0]';
    const { reach, guest, sent } = controlReach(machine());
    const gone = detach(reach, path);
    await expect.poll(() => sent).toEqual([['device_del', { id: path }]]);
    guest.sendEvent('DEVICE_DELETED', { path });
    expect(await gone).toMatchObject({ id: path });
  });

  it.each(['DEVICE_UNPLUG_GUEST_ERROR', 'MEM_UNPLUG_ERROR'])(
    'says that the guest refuses: %s',
    async (event) => {
      const { reach, guest } = controlReach(machine());
      const gone = expect(detach(reach, 'data', { backends: true })).rejects.toThrow(
        'the guest refuses to let go of data',
      );
      await expect.poll(() => guest.sent).toContain('device_del');
      guest.sendEvent(event, { device: 'data', path: PATH });
      await gone;
      expect(guest.sent).toEqual(['device_del']);
    },
  );

  it('removes the backends, and says which are left', async () => {
    const replies = machine();
    const { reach, sent } = controlReach(replies, (command) => {
      replies[ROOT] = [];
      return command === 'chardev-remove' ? Promise.reject(refusal("in use by \u001b[31m'x'")) : {};
    });
    expect(await detach(reach, 'data', { backends: true })).toEqual({
      id: 'data',
      removed: [{ kind: 'netdev', id: 'net' }],
      left: [{ kind: 'chardev', id: 'console', why: expect.not.stringContaining('\u001b') }],
    });
    expect(sent.map(([command]) => command)).toEqual(['device_del', 'netdev_del', 'chardev-remove']);
  });

  it('is not done at its deadline while the guest holds the device', async () => {
    const { reach } = controlReach(machine());
    await expect(detach(reach, 'data', { deadlineMs: 100 })).rejects.toThrow(
      /not finished within 100 ms; changed: device_del.*the guest has the device until it lets go of it/,
    );
  });

  it('prints its steps in a dry run', async () => {
    const { reach, guest } = controlReach(machine(), undefined, { isDry: true });
    await detach(reach, 'data', { backends: true });
    expect(guest.printed).toEqual([
      'device_del {"id":"data"}',
      'netdev_del {"id":"net"}',
      'chardev-remove {"id":"console"}',
    ]);
  });
});
