import type { Domain } from '../../domain/domain.js';
import {
  encodeAddresses,
  encodeInterfaceList,
  encodeInterfaceStats,
} from '../../formats/domain/interface-text.js';
import { listed } from '../../formats/domain/virsh-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { orOtherSource } from './other-source.js';
import { warningsOf } from './state-verbs.js';
import { fitted, type VerbOutput } from './verb.js';

type Words = readonly string[];

/** `virsh domiflist`. Why the traffic of a card is not counted is not asked for here. */
export async function domiflist(domain: Domain): Promise<VerbOutput> {
  const found = await domain.interfaces();
  const warnings = warningsOf(found.failures.filter(({ part }) => part === 'cards'));
  return { json: found, ...fitted((width) => encodeInterfaceList(found.interfaces, { width })), warnings };
}

/** `virsh domifstat`. */
export async function domifstat(domain: Domain, [card = '']: Words): Promise<VerbOutput> {
  const traffic = await domain.interfaceStats(card);
  return { json: traffic, text: encodeInterfaceStats(card, traffic) };
}

/** `virsh domif-getlink`, as far as the host knows it. */
export async function domifGetlink(domain: Domain, [card = '']: Words): Promise<VerbOutput> {
  const link = await domain.linkState(card);
  const { hostInterface, isHostUp } = link;
  const name = terminalSafe(hostInterface);
  return {
    json: link,
    text: listed([[terminalSafe(card), isHostUp ? 'up' : 'down']]),
    warnings: [
      `that is ${name} on the host: QEMU does not tell whether set_link has the card's own link down; the guest sees it`,
    ],
  };
}

/** The sources of `domifaddr`, by virsh's words. */
const ADDRESS_SOURCES = { lease: 'lease', agent: 'agent', arp: 'neighbour' } as const;

interface AddressVerbOptions {
  readonly full?: boolean;
  readonly source: keyof typeof ADDRESS_SOURCES;
  readonly leases?: readonly string[];
}

/** `virsh domifaddr`. By the host's sources an interface is called as on the host, and left out without an address. */
export async function domifaddr(
  domain: Pick<Domain, 'interfaceAddresses'>,
  [card]: Words,
  { full = false, source, leases: leaseFiles }: AddressVerbOptions,
): Promise<VerbOutput> {
  const asking = domain.interfaceAddresses({ source: ADDRESS_SOURCES[source], card, leaseFiles });
  const found = await orOtherSource(asking, '--source arp or lease');
  const printed = found.interfaces
    .filter(({ addresses }) => source === 'agent' || addresses.length > 0)
    .map((one) => ({ ...one, name: one.hostInterface ?? one.name }));
  return {
    json: found,
    ...fitted((width) => encodeAddresses(printed, { full, width })),
    warnings: warningsOf(found.failures),
  };
}
