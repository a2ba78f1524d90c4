import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { NoSuchDeviceError, UnsupportedError } from '../../src/domain/domain-error.js';
import { hostAddresses, leaseHostname } from '../../src/domain/interface-addresses.js';
import { interfaceStats, interfaces } from '../../src/domain/interfaces.js';
import { linkState } from '../../src/domain/link-state.js';
import type { TreeFiles } from '../linux/captured-tree.js';
import { processFiles } from '../linux/task-files.js';
import { fakeQemu } from '../qemu/fake-qemu.js';
import { below, clientOf, PID, type ReachOptions, reachOf } from './linux-reach.js';

const MACS: { readonly [id: string]: string } = { nic0: '52:54:00:00:00:01', nic1: '52:54:00:00:00:02' };

const QMP = clientOf(
  fakeQemu((command, { path, property }) => {
    if (command === 'qom-list')
      return path === '/machine/peripheral'
        ? [
            { name: 'nic0', type: 'child<virtio-net-pci>' },
            { name: 'nic1', type: 'child<e1000>' },
            { name: 'disk0', type: 'child<virtio-blk-pci>' },
          ]
        : [];
    const id = String(path).split('/').at(-1) ?? '';
    return property === 'netdev' ? `net${id.slice(3)}` : MACS[id];
  }),
);
const ARGS = [
  ...['-netdev', 'tap,id=net0,ifname=tap0', '-device', 'virtio-net-pci,id=nic0,netdev=net0'],
  ...['-netdev', 'user,id=net1', '-device', 'e1000,id=nic1,netdev=net1'],
];
const HEADINGS = 'Inter-|   Receive                |  Transmit\n face |bytes    packets\n';
const FILES: TreeFiles = {
  ...below('proc', {
    ...processFiles(PID),
    [`${PID}/fd/9`]: { link: '/dev/net/tun' },
    [`${PID}/fdinfo/9`]: 'pos:\t0\niff:\ttap0\n',
    [`${PID}/net/dev`]: `${HEADINGS}  tap0: 1000 10 1 2 0 0 0 0 5000 50 3 4 0 0 0 0\n`,
    [`${PID}/net/arp`]:
      'IP address       HW type     Flags       HW address            Mask     Device\n192.0.2.7  0x1  0x2  52:54:00:00:00:01  *  br0\n192.0.2.8  0x1  0x2  52:54:00:00:00:01  *  br0\n192.0.2.9  0x1  0x0  52:54:00:00:00:02  *  br0\n',
  }),
  ...below('sys/class/net/tap0', {
    carrier: '1\n',
    address: 'fe:54:00:00:00:01\n',
    master: { link: '../br0' },
  }),
};
const OPTIONS: ReachOptions = { qmp: QMP, args: ARGS };
const TRAFFIC = {
  ...{ receivedBytes: 5000, receivedPackets: 50, receivedErrors: 3, receivedDrops: 4 },
  ...{ transmittedBytes: 1000, transmittedPackets: 10, transmittedErrors: 1, transmittedDrops: 2 },
};

describe('interfaces', () => {
  it('joins cards, backends and interfaces, with the traffic as the guest counts it', async () => {
    expect(await interfaces(await reachOf(FILES, OPTIONS))).toEqual({
      interfaces: [
        {
          ...{ name: 'nic0', id: 'nic0', mac: '52:54:00:00:00:01', model: 'virtio-net-pci', netdev: 'net0' },
          ...{ backend: 'tap', hostInterface: 'tap0', parent: 'br0', isMacvtap: false, traffic: TRAFFIC },
        },
        {
          ...{ name: 'nic1', id: 'nic1', mac: '52:54:00:00:00:02', model: 'e1000', netdev: 'net1' },
          ...{ backend: 'user', isMacvtap: false },
        },
      ],
      failures: [{ part: 'nic1', why: 'a backend of type user has no interface on the host' }],
    });
  });

  it.each(['hub0port0', '#net045'])('names no card by %s, which QEMU has made up', async (netdev) => {
    const qmp = clientOf(
      fakeQemu((command, { path, property }) => {
        if (command === 'qom-list')
          return path === '/machine/unattached' ? [{ name: 'device[3]', type: 'child<e1000>' }] : [];
        return property === 'netdev' ? netdev : '52:54:00:12:34:56';
      }),
    );
    const { interfaces: cards } = await interfaces(await reachOf(FILES, { qmp }));
    expect(cards).toMatchObject([{ name: 'nic0', netdev }]);
  });

  it('knows the cards of a QEMU on another host', async () => {
    const found = await interfaces(await reachOf({}, { ...OPTIONS, isRemote: true }));
    expect(found.interfaces).toMatchObject([{ name: 'nic0', backend: undefined }, { name: 'nic1' }]);
    expect(found.failures[0]).toEqual({ part: 'nic0', why: 'its QEMU is not on this host' });
  });

  it('has no counters of a stranger that has the name', async () => {
    const files = { ...FILES, 'sys/class/net/tap0/carrier': '0\n' };
    const { interfaces: cards, failures } = await interfaces(await reachOf(files, OPTIONS));
    expect(cards[0]).toMatchObject({ hostInterface: 'tap0', parent: undefined, traffic: undefined });
    expect(failures[0]).toEqual({ part: 'nic0', why: 'tap0 is in another network namespace than its QEMU' });
  });
});

describe('interfaceStats', () => {
  it.each(['nic0', 'net0', 'tap0', '52:54:00:00:00:01', '52:54:00:00:00:01'.toUpperCase()])(
    'finds a card by %s',
    async (card) => {
      expect(await interfaceStats(await reachOf(FILES, OPTIONS), card)).toEqual(TRAFFIC);
    },
  );

  it('says which cards there are', async () => {
    const reach = await reachOf(FILES, OPTIONS);
    const error = new NoSuchDeviceError('vm1', 'network card', 'eth9', ['nic0', 'nic1']);
    await expect(interfaceStats(reach, 'eth9')).rejects.toThrow(error);
  });

  it('says why nothing counts', async () => {
    await expect(interfaceStats(await reachOf(FILES, OPTIONS), 'nic1')).rejects.toThrow(
      'vm1: the traffic of nic1 is not counted: a backend of type user has no interface on the host',
    );
  });
});

describe('linkState', () => {
  it.each([
    ['0x1003\n', true],
    ['0x1002\n', false],
  ])('of an interface with the flags %j is %s', async (flags, isHostUp) => {
    const reach = await reachOf({ ...FILES, 'sys/class/net/tap0/flags': flags }, OPTIONS);
    expect(await linkState(reach, 'nic0')).toEqual({ hostInterface: 'tap0', isHostUp });
  });

  it('is unknown without an interface', async () => {
    const reach = await reachOf(FILES, OPTIONS);
    await expect(linkState(reach, 'nic1')).rejects.toThrow(
      'vm1: the link of nic1 is not known: QEMU does not tell, and a backend of type user has no interface on the host; the guest sees it',
    );
    await expect(linkState(reach, 'nic2')).rejects.toThrow(NoSuchDeviceError);
  });
});

describe('hostAddresses', () => {
  it('finds the complete neighbours of each card', async () => {
    const { interfaces: cards, failures } = await hostAddresses(await reachOf(FILES, OPTIONS), {
      source: 'neighbour',
    });
    expect(failures).toEqual([]);
    expect(cards).toEqual([
      {
        ...{ name: 'nic0', mac: '52:54:00:00:00:01', hostInterface: 'tap0' },
        addresses: [
          { address: '192.0.2.7', family: 'ipv4' },
          { address: '192.0.2.8', family: 'ipv4' },
        ],
      },
      { name: 'nic1', mac: '52:54:00:00:00:02', addresses: [] },
    ]);
  });

  it('has no neighbours of a QEMU on another host', async () => {
    const reach = await reachOf({}, { ...OPTIONS, isRemote: true });
    await expect(hostAddresses(reach, { source: 'neighbour' })).rejects.toThrow(UnsupportedError);
  });

  it('finds leases that have not expired', async () => {
    const reach = await reachOf(FILES, OPTIONS);
    const leaseFiles = [`${reach.procRoot}/leases`];
    const text = `0 52:54:00:00:00:01 192.0.2.7 labguest *\n1 52:54:00:00:00:01 192.0.2.6 old *\n0 7 fd00::7 labguest 00:03:00:01:52:54:00:00:00:02\n`;
    await writeFile(leaseFiles[0] ?? '', text);
    const { interfaces: cards } = await hostAddresses(reach, { source: 'lease', leaseFiles });
    expect(cards).toMatchObject([
      { name: 'nic0', addresses: [{ address: '192.0.2.7', family: 'ipv4' }] },
      { name: 'nic1', addresses: [{ address: 'fd00::7', family: 'ipv6' }] },
    ]);
    expect(await leaseHostname(reach, { leaseFiles })).toBe('labguest');
  });

  it('says which file of leases is missing', async () => {
    const reach = await reachOf(FILES, OPTIONS);
    const leaseFiles = [`${reach.procRoot}/none`];
    const why = 'there is no such file, or it is not readable by this user';
    expect(await hostAddresses(reach, { source: 'lease', leaseFiles })).toMatchObject({
      interfaces: [{ addresses: [] }, { addresses: [] }],
      failures: [{ part: leaseFiles[0], why }],
    });
    await expect(leaseHostname(reach, { leaseFiles })).rejects.toThrow(`vm1: ${why}`);
  });
});
