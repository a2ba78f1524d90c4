import { isIP } from 'node:net';
import type { GuestInterface, GuestInterfaceAddress } from '../../model/guest-agent.js';
import { asRecords, asString, type UnknownRecord } from '../../support/decode.js';
import { type Agent, type AgentReach, asGuestInteger, asGuestText, entriesOf } from './agent-answer.js';

const COMMAND = 'guest-network-get-interfaces';
const MAX_ADDRESSES = 256;
const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5,19}$/;
/** With the zone of a link-local one, which Windows adds: `fe80::1%12`. */
const ADDRESS = /^[0-9a-f.:]{2,45}(?:%[\w.-]{1,16})?$/i;
const MAX_PREFIX = { ipv4: 32, ipv6: 128 } as const;

/**
 * The network interfaces of the guest with their addresses, loopback too: guest-network-get-interfaces, since qemu-ga 1.1.
 * An interface without a name and an address that is not valid are left out.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it answers with no list
 */
export function agentInterfaces(reach: AgentReach): Promise<readonly GuestInterface[]> {
  return reach.withAgent(readInterfaces);
}

/** As {@link agentInterfaces}, over a conversation. */
export async function readInterfaces(agent: Agent): Promise<readonly GuestInterface[]> {
  return decodeInterfaces(await agent.execute(COMMAND));
}

/**
 * Decodes `[{"name":"eth0","hardware-address":"52:54:00:…","ip-addresses":[{"ip-address":"10.0.2.15",…}]}]`. An alias
 * (`eth0:1`) is part of its interface, as in libvirt.
 */
export function decodeInterfaces(answer: unknown): readonly GuestInterface[] {
  const interfaces = new Map<string, GuestInterface>();
  for (const entry of entriesOf(COMMAND, answer)) {
    const name = asGuestText(entry.name)?.split(':')[0];
    if (!name) continue;
    const former = interfaces.get(name);
    const mac = asString(entry['hardware-address'])?.toLowerCase();
    interfaces.set(name, {
      name,
      mac: former ? former.mac : mac !== undefined && MAC.test(mac) ? mac : undefined,
      addresses: [...(former?.addresses ?? []), ...decodeAddresses(entry)].slice(0, MAX_ADDRESSES),
    });
  }
  return [...interfaces.values()];
}

function decodeAddresses(entry: UnknownRecord): readonly GuestInterfaceAddress[] {
  return asRecords(entry['ip-addresses'])
    .slice(0, MAX_ADDRESSES)
    .flatMap((item) => {
      const address = asString(item['ip-address']) ?? '';
      const family = ADDRESS.test(address) ? isIP(address) : 0;
      if (family === 0) return [];
      const type = family === 4 ? 'ipv4' : 'ipv6';
      const prefix = asGuestInteger(item.prefix) ?? -1;
      return [{ type, address, prefix: prefix >= 0 && prefix <= MAX_PREFIX[type] ? prefix : undefined }];
    });
}
