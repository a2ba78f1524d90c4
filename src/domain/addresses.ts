import type { PartFailure } from '../model/qemu-sample.js';
import { agentInterfaces } from './agent/interfaces.js';
import { hostAddresses, type LeaseOptions } from './interface-addresses.js';
import type { InterfaceReach } from './interfaces.js';
import type { Reach } from './reach.js';

/** The addresses of a guest, by one source. */
export interface DomainAddresses {
  readonly interfaces: readonly AddressedInterface[];
  readonly failures: readonly PartFailure[];
}

/** An interface with addresses: of the guest itself when its agent names it, else a network card. */
export interface AddressedInterface {
  /** As the guest calls it, e.g. `eth0`; by another source as {@link interfaces} does. */
  readonly name: string;
  /** Lower case; `undefined` when it has none. */
  readonly mac: string | undefined;
  /** Its interface on the host; `undefined` when there is none, and when the agent tells. */
  readonly hostInterface: string | undefined;
  readonly addresses: readonly DomainAddress[];
}

/** An address of a guest. */
export interface DomainAddress {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  /** The length of the network's part in bits; `undefined` by any source but the agent. */
  readonly prefix: number | undefined;
}

/** Whom to ask for addresses. */
export interface AddressOptions extends LeaseOptions {
  /**
   * The guest's agent, the neighbour tables of the host, or the leases of a dnsmasq on it (default: `agent`). An agent may
   * claim any address.
   */
  readonly source?: 'agent' | 'neighbour' | 'lease' | undefined;
}

/**
 * Reads the addresses of a guest: guest-network-get-interfaces, /proc/PID/net/arp, or dnsmasq's lease files.
 *
 * @throws {NoAgentError} when the agent is asked, and there is none, or it is not free
 * @throws {UnsupportedError} for neighbours of a QEMU on another host
 */
export async function interfaceAddresses(
  reach: InterfaceReach & Pick<Reach, 'withAgent'>,
  { source = 'agent', leaseFiles }: AddressOptions = {},
): Promise<DomainAddresses> {
  if (source === 'agent') return { interfaces: await addressesByAgent(reach), failures: [] };
  const { interfaces: cards, failures } = await hostAddresses(reach, { source, leaseFiles });
  const interfaces = cards.map((card) => ({
    ...card,
    addresses: card.addresses.map((address) => ({ ...address, prefix: undefined })),
  }));
  return { interfaces, failures };
}

async function addressesByAgent(reach: Pick<Reach, 'withAgent'>): Promise<readonly AddressedInterface[]> {
  return (await agentInterfaces(reach)).map(({ name, mac, addresses }) => ({
    name,
    mac,
    hostInterface: undefined,
    addresses: addresses.map(({ address, type, prefix }) => ({ address, family: type, prefix })),
  }));
}
