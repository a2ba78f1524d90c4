import { expect, it } from 'vitest';
import { readPciePorts } from '../../src/qemu/pcie-ports.js';
import { reachOf } from '../domain/qmp-reach.js';

const PORT = 'child<pcie-root-port>';
const BUS = [{ name: 'hotplug-handler', type: 'link<hotplug-handler>' }];
const list = (path: string) => `qom-list ${path} undefined`;

it('lists the ports in the order in which they are found, with what is in them', async () => {
  const { qmp } = reachOf({
    [list('/machine/peripheral')]: [
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
  });
  expect(await readPciePorts(qmp)).toEqual([
    { bus: 'pcie.1', holds: undefined },
    { bus: 'rp2', holds: 'data' },
    { bus: 'rp10', holds: undefined },
  ]);
});
