import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  encodeAddresses,
  encodeInterfaceList,
  encodeInterfaceStats,
} from '../../../src/formats/domain/interface-text.js';
import type { GuestInterface } from '../../../src/model/guest-interfaces.js';
import { virshOutput } from './virsh-output.js';

const MAC = '52:54:00:aa:bb:02';
const CARD: GuestInterface = {
  name: 'net0',
  id: 'net0',
  mac: MAC,
  model: 'virtio-net-pci',
  netdev: 'hostnet0',
  backend: 'user',
  hostInterface: undefined,
  parent: undefined,
  isMacvtap: false,
  traffic: undefined,
};

/** The columns of a card. */
function rowOf(members: Partial<GuestInterface>): string {
  const [, , row = ''] = encodeInterfaceList([{ ...CARD, ...members }]).split('\n');
  return row.trim().replace(/ +/g, ' ');
}

describe('domiflist', () => {
  it('is as virsh prints it', () => {
    expect(encodeInterfaceList([CARD])).toBe(virshOutput('domiflist'));
  });

  it.each([
    [{ hostInterface: 'tap0', parent: 'br0', backend: 'tap' }, `tap0 bridge br0 virtio ${MAC}`],
    [{ hostInterface: 'tap0', backend: 'tap', model: 'e1000e' }, `tap0 ethernet - e1000e ${MAC}`],
    [{ hostInterface: 'macvtap0', parent: 'eth0', isMacvtap: true }, `macvtap0 direct eth0 virtio ${MAC}`],
    [{ backend: 'vhost-user' }, `- vhostuser - virtio ${MAC}`],
    [{ backend: 'vhost-vdpa' }, `- vdpa - virtio ${MAC}`],
    [{ backend: undefined, model: undefined, mac: undefined }, '- - - - -'],
    [{ model: 'virtio-net-pci-non-transitional' }, `- user - virtio-non-transitional ${MAC}`],
    [{ model: 'virtio-net-device' }, `- user - virtio ${MAC}`],
  ])('has the words of libvirt for %j', (members, expected) => {
    expect(rowOf(members)).toBe(expected);
  });
});

describe('domifstat', () => {
  it('is as virsh prints it', () => {
    const traffic = {
      ...{ receivedBytes: 180, receivedPackets: 2, receivedErrors: 0, receivedDrops: 3 },
      ...{ transmittedBytes: 7, transmittedPackets: 1, transmittedErrors: 4, transmittedDrops: 5 },
    };
    expect(encodeInterfaceStats('vnet0', traffic).split('\n')).toEqual([
      ...['vnet0 rx_bytes 180', 'vnet0 rx_packets 2', 'vnet0 rx_errs 0', 'vnet0 rx_drop 3'],
      ...['vnet0 tx_bytes 7', 'vnet0 tx_packets 1', 'vnet0 tx_errs 4', 'vnet0 tx_drop 5', ''],
    ]);
  });
});

const ETH0 = {
  name: 'eth0',
  mac: MAC,
  addresses: [
    { address: '10.0.2.15', family: 'ipv4', prefix: 24 },
    { address: 'fe80::1', family: 'ipv6', prefix: undefined },
  ],
};

/** What a guest may put into a name: to start a line or an escape sequence, or to turn the text round. */
const CHARACTER = fc.constantFrom('a', 'é', ' ', '\n', '\r', '\u001b', '\u0085', '\u2028', '\u202e');

describe('domifaddr', () => {
  it('has the heading that virsh prints', () => {
    expect(encodeAddresses([])).toBe(virshOutput('domifaddr'));
  });

  it('names an interface once, or with full each time', () => {
    const bare = { name: 'eth1', mac: undefined, addresses: [] };
    expect(encodeAddresses([ETH0, bare]).split('\n').slice(2)).toEqual([
      ` eth0       ${MAC}    ipv4         10.0.2.15/24`,
      ' -          -                    ipv6         fe80::1',
      ' eth1       N/A                  N/A          N/A',
      '',
    ]);
    expect(encodeAddresses([ETH0], { full: true })).toContain(` eth0       ${MAC}    ipv6         fe80::1\n`);
  });

  it('cuts the addresses where a terminal is too narrow', () => {
    const address = { address: 'fd00:1234:5678:9abc:def0:1234:5678:9abc', family: 'ipv6', prefix: 64 };
    const text = encodeAddresses([{ ...ETH0, addresses: [address] }], { width: 66 });
    expect(text).toBe(
      [
        ' Name       MAC address          Protocol     Address\n',
        `${'-'.repeat(66)}\n`,
        ` eth0       ${MAC}    ipv6         fd00:1234…78:9abc/64\n`,
      ].join(''),
    );
    const narrow = encodeAddresses([ETH0], { width: 20 }).split('\n');
    expect(narrow.map((line) => stringWidth(line))).toEqual([20, 20, 20, 20, 0]);
  });

  it('has one line for each address, whatever a guest says', () => {
    fc.assert(
      fc.property(fc.string({ unit: CHARACTER }), fc.string({ unit: CHARACTER }), (name, address) => {
        const hostile = { name, mac: name, addresses: [{ address, family: 'ipv4', prefix: 1 }] };
        const lines = encodeAddresses([hostile]).split('\n');
        expect(lines).toHaveLength(4);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });
});
