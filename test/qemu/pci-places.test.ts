import { expect, it } from 'vitest';
import { findFreePlace, type PciPlace, readPciPlaces } from '../../src/qemu/pci-places.js';
import { reachOf } from '../domain/qmp-reach.js';

const PORT = 'child<pcie-root-port>';
const BUS = [{ name: 'hotplug-handler', type: 'link<hotplug-handler>' }];
const list = (path: string) => `qom-list ${path} undefined`;

it('lists the buses of PCI, the ports in the order in which they are found, with what is in them', async () => {
  const { qmp } = reachOf({
    [list('/machine')]: [{ name: 'q35', type: 'child<q35-pcihost>' }],
    [list('/machine/q35')]: [{ name: 'pcie.0', type: 'child<PCIE>' }],
    'qom-get /machine/q35/pcie.0 hotplug-handler': '/machine/unattached/device[2]',
    [list('/machine/peripheral')]: [
      { name: 'br0', type: 'child<pcie-pci-bridge>' },
      { name: 'rp10', type: PORT },
      { name: 'rp2', type: PORT },
      { name: 'disk0', type: 'child<virtio-blk-pci>' },
      { name: 'gone', type: PORT },
    ],
    [list('/machine/peripheral-anon')]: [{ name: 'device[0]', type: 'child<ioh3420>' }],
    [list('/machine/peripheral/rp2')]: [{ name: 'rp2', type: 'child<PCIE>' }],
    [list('/machine/peripheral/rp2/rp2')]: [...BUS, { name: 'child[3]', type: 'link<virtio-blk-pci>' }],
    'qom-get /machine/peripheral/rp2/rp2 child[3]': '/machine/peripheral/data',
    [list('/machine/peripheral/rp10')]: [{ name: 'rp10', type: 'child<PCIE>' }],
    [list('/machine/peripheral/rp10/rp10')]: BUS,
    [list('/machine/peripheral-anon/device[0]')]: [{ name: 'pcie.1', type: 'child<PCIE>' }],
    [list('/machine/peripheral-anon/device[0]/pcie.1')]: BUS,
    [list('/machine/peripheral/gone')]: [],
    [list('/machine/peripheral/br0')]: [{ name: 'br0', type: 'child<PCI>' }],
    [list('/machine/peripheral/br0/br0')]: [{ name: 'child[0]', type: 'link<e1000>' }],
    'qom-get /machine/peripheral/br0/br0 hotplug-handler': '/machine/peripheral/br0',
    'qom-get /machine/peripheral/rp2/rp2 hotplug-handler': '/machine/peripheral/rp2',
    'qom-get /machine/peripheral/rp10/rp10 hotplug-handler': '/machine/peripheral/rp10',
    'qom-get /machine/peripheral/rp10 hotplug': false,
    'qom-get /machine/peripheral-anon/device[0]/pcie.1 hotplug-handler': '/machine/peripheral-anon/device[0]',
  });
  const named = { isAnonymous: false, holds: undefined };
  expect(await readPciPlaces(qmp)).toEqual([
    { ...named, bus: 'pcie.0', kind: 'root', takesDevices: false },
    { ...named, bus: 'pcie.1', kind: 'port', takesDevices: true, isAnonymous: true },
    { ...named, bus: 'rp2', kind: 'port', takesDevices: true, holds: 'data' },
    { ...named, bus: 'rp10', kind: 'port', takesDevices: false },
    { ...named, bus: 'br0', kind: 'bridge', takesDevices: true },
  ]);
});

it('finds a place that is free, and one whose name is its own', () => {
  const place = (bus: string, more: Partial<PciPlace> = {}): PciPlace => ({
    ...{ bus, kind: 'port', holds: undefined, takesDevices: true, isAnonymous: false, ...more },
  });
  const root = place('pcie.0', { kind: 'root', takesDevices: false });
  const nameless = (bus: string) => place(bus, { isAnonymous: true });
  expect(findFreePlace([root, nameless('pcie.1'), place('rp1', { holds: 'data' }), place('rp2')])).toEqual(
    place('rp2'),
  );
  expect(findFreePlace([root, nameless('pcie.0'), nameless('pcie.1')])?.bus).toBe('pcie.1');
  expect(findFreePlace([root, nameless('pcie.0'), place('rp1', { takesDevices: false })])).toBeUndefined();
});
