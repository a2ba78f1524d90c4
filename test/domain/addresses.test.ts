import { describe, expect, it } from 'vitest';
import { interfaceAddresses } from '../../src/domain/addresses.js';
import { NoSuchDeviceError } from '../../src/domain/domain-error.js';
import { fakeQemu } from '../qemu/fake-qemu.js';
import { reachOf } from './agent-reach.js';
import { clientOf } from './linux-reach.js';

const MAC = '52:54:00:aa:bb:01';

describe('the addresses of one card, by the agent', () => {
  it.each(['eth0', 'net0', MAC, MAC.toUpperCase()])('are found by %s', async (card) => {
    const found = await interfaceAddresses(await reachOf(), { card });
    expect(found).toMatchObject({ interfaces: [{ name: 'eth0', mac: MAC }], failures: [] });
    expect(found.interfaces).toHaveLength(1);
    expect(found.interfaces[0]?.addresses[0]).toEqual({
      ...{ address: '10.0.2.15', family: 'ipv4', prefix: 24 },
    });
  });

  it('are none where the guest has given its interface another MAC address', async () => {
    const reach = await reachOf();
    const qmp = clientOf(
      fakeQemu((command, { path, property }) => {
        if (command === 'qom-list')
          return path === '/machine/peripheral' ? [{ name: 'net0', type: 'child<e1000>' }] : [];
        return property === 'mac' ? '52:54:00:00:00:09' : 'n0';
      }),
    );
    expect(await interfaceAddresses({ ...reach, qmp }, { card: 'net0' })).toEqual({
      interfaces: [],
      failures: [{ part: 'net0', why: 'no interface of the guest has its MAC address 52:54:00:00:00:09' }],
    });
  });

  it('are an error where there is neither such an interface nor such a card', async () => {
    const asking = interfaceAddresses(await reachOf(), { card: 'nope' });
    await expect(asking).rejects.toThrow(NoSuchDeviceError);
  });
});
