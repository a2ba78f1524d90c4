import { isIP } from 'node:net';
import type { AgentAddress, AgentFacts } from '../../model/snapshot.js';
import { asRecord, asRecords, asString } from '../../support/decode.js';
import { AgentError } from './agent-error.js';
import type { AgentClient } from './client.js';

/** os-release(5): ID has lower-case letters, digits and `._-`. */
const OS_ID = /^[a-z0-9._-]{1,32}$/;
const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;
/** The first interfaces are enough of a guest that has more. */
const MAX_INTERFACES = 64;
const MAX_ADDRESSES = 64;

/** Asks the agent for the guest's operating system and addresses. Leaves out what is not well-formed. */
export async function readAgentFacts(agent: AgentClient): Promise<AgentFacts> {
  const osId = decodeOsId(await unlessRefused(agent.execute('guest-get-osinfo')));
  const addresses = decodeAddresses(await unlessRefused(agent.execute('guest-network-get-interfaces')));
  return { osId, addresses };
}

/** Decodes `{"id":"debian","pretty-name":"Debian GNU/Linux 12 (bookworm)",…}`. */
export function decodeOsId(osInfo: unknown): string | undefined {
  const id = asString(asRecord(osInfo)?.id);
  return id !== undefined && OS_ID.test(id) ? id : undefined;
}

/** Decodes `[{"name":"eth0","hardware-address":"52:54:00:12:34:56","ip-addresses":[{"ip-address":"10.0.2.15",…}]}]`. */
export function decodeAddresses(interfaces: unknown): readonly AgentAddress[] {
  return asRecords(interfaces)
    .slice(0, MAX_INTERFACES)
    .flatMap((nic) => {
      const hardware = asString(nic['hardware-address'])?.toLowerCase();
      const mac = hardware !== undefined && MAC.test(hardware) ? hardware : undefined;
      return asRecords(nic['ip-addresses'])
        .slice(0, MAX_ADDRESSES)
        .map((entry) => asString(entry['ip-address']))
        .filter((address) => address !== undefined && isIP(address) !== 0 && isReachable(address))
        .map((address) => ({ mac, address: address ?? '' }));
    });
}

/** Whether an address is neither loopback nor link-local. */
function isReachable(address: string): boolean {
  return !/^(?:127\.|169\.254\.|::1$|fe80:)/i.test(address) && !address.includes('%');
}

/** An agent that lacks or forbids one command may still answer the other. */
async function unlessRefused(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AgentError && error.isRefusal) return undefined;
    throw error;
  }
}
