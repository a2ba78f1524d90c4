import type { GuestVcpus } from '../../model/guest-agent.js';
import type { UnknownRecord } from '../../support/decode.js';
import { type Agent, type AgentReach, asGuestInteger, entriesOf } from './agent-answer.js';

const COMMAND = 'guest-get-vcpus';

/**
 * The processors that the guest's system knows, and which of them it uses: guest-get-vcpus, since qemu-ga 1.5.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it answers with no list
 */
export function guestVcpus(reach: AgentReach): Promise<GuestVcpus> {
  return reach.withAgent(readGuestVcpus);
}

/** As {@link guestVcpus}, over a conversation. */
export async function readGuestVcpus(agent: Agent): Promise<GuestVcpus> {
  return decodeGuestVcpus(await agent.execute(COMMAND));
}

/** Decodes `[{"online":true,"can-offline":false,"logical-id":0}]`, in any order. */
export function decodeGuestVcpus(answer: unknown): GuestVcpus {
  const entries = entriesOf(COMMAND, answer);
  const isSet = (member: string) => entries.filter((entry) => entry[member] === true);
  return { known: idsOf(entries), online: idsOf(isSet('online')), offlinable: idsOf(isSet('can-offline')) };
}

function idsOf(entries: readonly UnknownRecord[]): readonly number[] {
  const ids = entries.map((entry) => asGuestInteger(entry['logical-id']) ?? -1).filter((id) => id >= 0);
  return [...new Set(ids)].sort((a, b) => a - b);
}
