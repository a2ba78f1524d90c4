import { describe, expect, it } from 'vitest';
import { compareDevices, readDevices } from '../../src/qemu/devices.js';
import { fakeQemu, recordedQemu, VERSIONS } from './fake-qemu.js';

const at = (path: string) => ({ path, type: 'x', id: undefined });

describe('readDevices', () => {
  it.each(VERSIONS)('lists what -device has made in a recorded %s', async (version) => {
    const devices = await readDevices(recordedQemu(version), false);
    expect([...devices].sort(compareDevices)).toEqual([
      { path: '/machine/peripheral-anon/device[0]', type: 'virtio-serial-pci', id: undefined },
      { path: '/machine/peripheral-anon/device[1]', type: 'virtserialport', id: undefined },
      { path: '/machine/peripheral-anon/device[2]', type: 'i6300esb', id: undefined },
      { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci', id: 'balloon0' },
      { path: '/machine/peripheral/disk0', type: 'virtio-blk-pci', id: 'disk0' },
      { path: '/machine/peripheral/disk1', type: 'virtio-blk-pci', id: 'disk1' },
      { path: '/machine/peripheral/net0', type: 'virtio-net-pci', id: 'net0' },
      { path: '/machine/peripheral/net1', type: 'virtio-net-pci', id: 'net1' },
    ]);
  });

  it.each(VERSIONS)(
    'lists what the machine itself has made too, when asked to, in a recorded %s',
    async (version) => {
      const devices = await readDevices(recordedQemu(version), true);
      const vga = devices.find(({ type }) => type === 'VGA');
      expect(vga?.path).toMatch(/^\/machine\/unattached\/device\[\d+\]$/);
      expect(vga?.id).toBeUndefined();
    },
  );

  it('does not ask for what it is not to list', async () => {
    const asked: unknown[] = [];
    const qmp = fakeQemu((_, { path }) => {
      asked.push(path);
      return [];
    });
    await readDevices(qmp, false);
    expect(asked).toEqual(['/machine/peripheral', '/machine/peripheral-anon']);
  });

  it('leaves out properties that are not devices', async () => {
    const list = [
      { name: 'type', type: 'string' },
      { name: 'bus', type: 'link<bus>' },
      { name: 7, type: 'child<a>' },
      null,
    ];
    expect(
      await readDevices(
        fakeQemu(() => list),
        false,
      ),
    ).toEqual([]);
  });
});

describe('compareDevices', () => {
  it('orders by number and not by digit: device[2] before device[10], net2 before net10', () => {
    const paths = ['/a/device[10]', '/a/device[2]', '/a/net10', '/a/net2', '/a/device[0]', '/a/eth'];
    expect(
      paths
        .map(at)
        .sort(compareDevices)
        .map(({ path }) => path),
    ).toEqual(['/a/device[0]', '/a/device[2]', '/a/device[10]', '/a/eth', '/a/net2', '/a/net10']);
  });

  it('takes a device for equal to itself', () => {
    expect(compareDevices(at('/a/b'), at('/a/b'))).toBe(0);
    expect(compareDevices(at('/a/device[3]'), at('/a/device[3]'))).toBe(0);
  });
});
