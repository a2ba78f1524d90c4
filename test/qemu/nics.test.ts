import { describe, expect, it } from 'vitest';
import type { Executor } from '../../src/protocol/qmp/executor.js';
import { readDevices } from '../../src/qemu/devices.js';
import { readNics } from '../../src/qemu/nics.js';
import { commandError, fakeQemu, recorded, VERSIONS } from './fake-qemu.js';

/** Answers qom-get from `properties`, by path and property. */
function qemuWithProperties(properties: { readonly [pathAndProperty: string]: unknown }): Executor {
  return fakeQemu((_, { path, property }) => {
    const key = `${path} ${property}`;
    if (!(key in properties)) throw commandError('GenericError', `Property '${property}' not found`);
    return properties[key];
  });
}

const at = (path: string, type = 'virtio-net-pci') => ({ path, type, id: undefined });

describe('readNics', () => {
  it.each(VERSIONS)('finds the two cards among the devices of a recorded %s', async (version) => {
    const properties = qemuWithProperties({
      '/machine/peripheral/net0 netdev': 'hn0',
      '/machine/peripheral/net0 mac': '52:54:00:AA:BB:01',
      '/machine/peripheral/net1 netdev': 'hn1',
      '/machine/peripheral/net1 mac': '52:54:00:aa:bb:02',
    });
    const qmp = fakeQemu((command, args) =>
      command === 'qom-list'
        ? recorded(version, `qom-list-${String(args.path).split('/').at(-1)}`)
        : properties.execute(command, args),
    );
    expect(await readNics(qmp, await readDevices(qmp, true))).toEqual([
      { path: '/machine/peripheral/net0', id: 'net0', netdev: 'hn0', mac: '52:54:00:aa:bb:01' },
      { path: '/machine/peripheral/net1', id: 'net1', netdev: 'hn1', mac: '52:54:00:aa:bb:02' },
    ]);
  });

  it.each([
    'virtio-net-pci',
    'virtio-net-pci-non-transitional',
    'virtio-net-ccw',
    'virtio-net-device',
    'e1000',
    'e1000e',
    'e1000-82544gc',
    'igb',
    'rtl8139',
    'vmxnet3',
    'ne2k_pci',
    'ne2k_isa',
    'i82551',
    'i82557a',
    'i82559er',
    'i82562',
    'i82801',
    'pcnet',
    'tulip',
    'usb-net',
    'spapr-vlan',
    'smc91c111',
    'lan9118',
  ])('takes a %s for a card', async (type) => {
    const qmp = qemuWithProperties({ '/n mac': '52:54:00:00:00:01' });
    expect(await readNics(qmp, [at('/n', type)])).toHaveLength(1);
  });

  it.each([
    'i8257',
    'i8042',
    'i6300esb',
    'i82378',
    'i82801b11-bridge',
    'igbvf',
    'virtio-blk-pci',
    'virtio-balloon-pci',
    'isa-i8259',
    'vhost-vsock-pci',
  ])('does not even ask a %s', async (type) => {
    const qmp = fakeQemu(() => {
      throw new Error('unexpected command');
    });
    expect(await readNics(qmp, [at('/n', type)])).toEqual([]);
  });

  it('orders device[2] before device[10], as they were made', async () => {
    const qmp = fakeQemu((_, { property }) => (property === 'mac' ? '52:54:00:00:00:01' : ''));
    const devices = [10, 2, 1].map((number) => at(`/machine/peripheral-anon/device[${number}]`));
    expect((await readNics(qmp, devices)).map(({ path }) => path)).toEqual([
      '/machine/peripheral-anon/device[1]',
      '/machine/peripheral-anon/device[2]',
      '/machine/peripheral-anon/device[10]',
    ]);
  });

  it('knows no backend where the card has none', async () => {
    const qmp = qemuWithProperties({ '/n netdev': '', '/n mac': '52:54:00:00:00:01' });
    expect(await readNics(qmp, [at('/n')])).toEqual([
      { path: '/n', id: undefined, netdev: undefined, mac: '52:54:00:00:00:01' },
    ]);
  });

  it('leaves out a device without backend and address: it was unplugged, or is not a card', async () => {
    expect(await readNics(qemuWithProperties({}), [at('/n')])).toEqual([]);
  });

  it('passes on that the monitor is gone', async () => {
    const failure = new Error('the monitor is gone');
    const qmp = fakeQemu(() => {
      throw failure;
    });
    await expect(readNics(qmp, [at('/n')])).rejects.toBe(failure);
  });
});
