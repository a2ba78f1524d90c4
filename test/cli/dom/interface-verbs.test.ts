import { describe, expect, it } from 'vitest';
import { domifaddr } from '../../../src/cli/dom/interface-verbs.js';
import type { AddressedInterface, AddressOptions } from '../../../src/domain/addresses.js';
import { NoAgentError } from '../../../src/domain/domain-error.js';

const MAC = '52:54:00:aa:bb:01';
const ADDRESS = { address: '10.0.2.15', family: 'ipv4', prefix: 24 } as const;
const ETH0: AddressedInterface = { name: 'eth0', mac: MAC, hostInterface: undefined, addresses: [ADDRESS] };
const BARE: AddressedInterface = { ...ETH0, name: 'eth1', mac: '52:54:00:aa:bb:02', addresses: [] };
const CARD: AddressedInterface = { ...ETH0, name: 'net0', hostInterface: 'vnet0' };

/** A domain with these interfaces, and what it was asked for. */
function domainOf(interfaces: readonly AddressedInterface[]) {
  const asked: AddressOptions[] = [];
  const interfaceAddresses = async (options: AddressOptions = {}) => {
    asked.push(options);
    return { interfaces, failures: [{ part: 'leases', why: 'there are none' }] };
  };
  return { name: 'web', asked, interfaceAddresses };
}

/** The rows without the heading. */
async function rowsOf(
  interfaces: readonly AddressedInterface[],
  words: readonly string[],
  source: 'lease' | 'agent' | 'arp',
): Promise<readonly string[]> {
  const { text } = await domifaddr(domainOf(interfaces), words, { source });
  return text.trimEnd().split('\n').slice(2);
}

describe('domifaddr', () => {
  it('asks the source that is wanted, by the words of virsh', async () => {
    const domain = domainOf([]);
    for (const source of ['lease', 'agent', 'arp'] as const) await domifaddr(domain, [], { source });
    expect(domain.asked).toEqual([{ source: 'lease' }, { source: 'agent' }, { source: 'neighbour' }]);
  });

  it("has the guest's interfaces without an address too, and the host's only with one", async () => {
    expect(await rowsOf([ETH0, BARE], [], 'agent')).toEqual([
      ` eth0       ${MAC}    ipv4         10.0.2.15/24`,
      ' eth1       52:54:00:aa:bb:02    N/A          N/A',
    ]);
    expect(await rowsOf([CARD, BARE], [], 'arp')).toEqual([
      ` vnet0      ${MAC}    ipv4         10.0.2.15/24`,
    ]);
  });

  it('asks for one card, and warns of what could not be read', async () => {
    const domain = domainOf([ETH0]);
    const { json, warnings } = await domifaddr(domain, ['net0'], { source: 'lease' });
    expect(domain.asked).toEqual([{ source: 'lease', card: 'net0' }]);
    const leases = ['/srv/dnsmasq.leases'];
    await domifaddr(domain, [], { source: 'lease', leases });
    expect(domain.asked[1]).toEqual({ source: 'lease', leaseFiles: leases });
    expect(warnings).toEqual(['leases: there are none']);
    expect(json).toMatchObject({ interfaces: [ETH0] });
  });

  it('names the other sources where there is no agent', async () => {
    const none = new NoAgentError('web', 'the machine has no channel');
    const domain = { interfaceAddresses: () => Promise.reject(none) };
    await expect(domifaddr(domain, [], { source: 'agent' })).rejects.toThrow(
      'web: the machine has no channel; --source arp or lease asks this host instead',
    );
  });
});
