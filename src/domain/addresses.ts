import type { PartFailure } from '../model/qemu-sample.js';
import { agentInterfaces } from './agent/interfaces.js';
import { hostAddresses, type LeaseOptions } from './interface-addresses.js';
import { type InterfaceReach, interfaces, pickInterface } from './interfaces.js';
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
  /**
   * Only those of one card, as for {@link interfaceStats}, or of an interface as the guest calls it. By the agent they are found by
   * the MAC address of the card (default: all).
   */
  readonly card?: string | undefined;
}

/**
 * Reads the addresses of a guest: guest-network-get-interfaces, /proc/PID/net/arp, or dnsmasq's lease files.
 *
 * @throws {NoAgentError} when the agent is asked, and there is none, or it is not free
 * @throws {UnsupportedError} for neighbours of a QEMU on another host
 * @throws {NoSuchDeviceError} when there is no such card
 */
export async function interfaceAddresses(
  reach: AddressReach,
  { card, ...options }: AddressOptions = {},
): Promise<DomainAddresses> {
  const found = await allAddresses(reach, options);
  return card === undefined ? found : pickAddresses(reach, found, card);
}

type AddressReach = InterfaceReach & Pick<Reach, 'withAgent'>;

async function allAddresses(
  reach: AddressReach,
  { source = 'agent', leaseFiles }: AddressOptions,
): Promise<DomainAddresses> {
  if (source === 'agent') return { interfaces: await addressesByAgent(reach), failures: [] };
  const { interfaces: cards, failures } = await hostAddresses(reach, { source, leaseFiles });
  const addressed = cards.map((card) => ({
    ...card,
    addresses: card.addresses.map((address) => ({ ...address, prefix: undefined })),
  }));
  return { interfaces: addressed, failures };
}

async function addressesByAgent(reach: Pick<Reach, 'withAgent'>): Promise<readonly AddressedInterface[]> {
  return (await agentInterfaces(reach)).map(({ name, mac, addresses }) => ({
    name,
    mac,
    hostInterface: undefined,
    addresses: addresses.map(({ address, type, prefix }) => ({ address, family: type, prefix })),
  }));
}

async function pickAddresses(
  reach: InterfaceReach,
  { interfaces: all, failures }: DomainAddresses,
  wanted: string,
): Promise<DomainAddresses> {
  const named = all.filter(({ name }) => name === wanted);
  if (named.length > 0) return { interfaces: named, failures };
  const { name, mac } = pickInterface(reach.name, await interfaces(reach), wanted);
  const own = all.filter((one) => mac !== undefined && one.mac === mac);
  const why = `no interface of the guest has its MAC address ${mac ?? '-'}`;
  return { interfaces: own, failures: own.length > 0 ? failures : [...failures, { part: name, why }] };
}
