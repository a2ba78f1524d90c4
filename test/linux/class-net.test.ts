import { describe, expect, it } from 'vitest';
import { findInterfaceByIndex, readNetTopology } from '../../src/linux/class-net.js';
import { capturedTree } from './captured-tree.js';

/** A tap in a bridge, a macvtap on a card, and a tap that hangs on nothing. */
const tree = () =>
  capturedTree({
    'class/net/br0/uevent': 'DEVTYPE=bridge\nINTERFACE=br0\nIFINDEX=3\n',
    'class/net/br0/ifindex': '3\n',
    'class/net/br0/lower_tap0': { link: '../tap0' },
    'class/net/tap0/uevent': 'INTERFACE=tap0\nIFINDEX=4\n',
    'class/net/tap0/ifindex': '4\n',
    'class/net/tap0/master': { link: '../../virtual/net/br0' },
    'class/net/tap0/upper_br0': { link: '../br0' },
    'class/net/macvtap0/uevent': 'DEVTYPE=macvtap\nINTERFACE=macvtap0\nIFINDEX=41\n',
    'class/net/macvtap0/ifindex': '41\n',
    'class/net/macvtap0/lower_eth0': { link: '../eth0' },
    'class/net/tap1/uevent': 'INTERFACE=tap1\nIFINDEX=14\n',
    'class/net/tap1/ifindex': '14\n',
  });

describe('readNetTopology', () => {
  it('names the bridge that a tap is a port of', async () => {
    expect(readNetTopology(await tree(), 'tap0')).toMatchObject({ parent: 'br0', isMacvtap: false });
  });

  it('names the interface below a macvtap', async () => {
    expect(readNetTopology(await tree(), 'macvtap0')).toMatchObject({ parent: 'eth0', isMacvtap: true });
  });

  it('names no parent for a tap without a bridge, and for one that is gone', async () => {
    const root = await tree();
    expect(readNetTopology(root, 'tap1')).toMatchObject({ parent: undefined, isMacvtap: false });
    expect(readNetTopology(root, 'tap9')).toMatchObject({ parent: undefined, isMacvtap: false });
  });
});

describe('an interface', () => {
  it.each([
    ['1\n', true],
    ['0\n', false],
    [undefined, undefined],
  ])('whose file of the carrier holds %j has one: %s', async (carrier, hasCarrier) => {
    const root = await capturedTree({
      'class/net/tap0/address': 'FE:54:00:AA:BB:41\n',
      ...(carrier === undefined ? {} : { 'class/net/tap0/carrier': carrier }),
    });
    expect(readNetTopology(root, 'tap0')).toMatchObject({ hasCarrier, mac: 'fe:54:00:aa:bb:41' });
  });
});

describe('findInterfaceByIndex', () => {
  it('finds the interface of exactly that index, 4 and not 41 or 14', async () => {
    const root = await tree();
    expect(findInterfaceByIndex(root, 4)).toBe('tap0');
    expect(findInterfaceByIndex(root, 41)).toBe('macvtap0');
  });

  it('is undefined where there is none', async () => {
    expect(findInterfaceByIndex(await tree(), 5)).toBeUndefined();
    expect(findInterfaceByIndex(await capturedTree({}), 4)).toBeUndefined();
  });
});
