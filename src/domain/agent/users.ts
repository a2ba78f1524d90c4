import type { GuestUser } from '../../model/guest-agent.js';
import { asNumber } from '../../support/decode.js';
import { type Agent, type AgentReach, asGuestText, entriesOf } from './agent-answer.js';

const COMMAND = 'guest-get-users';
/** Its milliseconds are still exact. */
const MAX_SECONDS = Number.MAX_SAFE_INTEGER / 1000;

/**
 * Who is logged in to the guest: guest-get-users, since qemu-ga 2.10. A user without a name is left out.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it answers with no list
 */
export function users(reach: AgentReach): Promise<readonly GuestUser[]> {
  return reach.withAgent(readUsers);
}

/** As {@link users}, over a conversation. */
export async function readUsers(agent: Agent): Promise<readonly GuestUser[]> {
  return decodeUsers(await agent.execute(COMMAND));
}

/** Decodes `[{"user":"root","login-time":1795900397.639308}]`. */
export function decodeUsers(answer: unknown): readonly GuestUser[] {
  return entriesOf(COMMAND, answer).flatMap((entry) => {
    const name = asGuestText(entry.user);
    if (name === undefined) return [];
    return [{ name, domain: asGuestText(entry.domain), loginSeconds: asSeconds(entry['login-time']) }];
  });
}

function asSeconds(value: unknown): number | undefined {
  const seconds = asNumber(value);
  return seconds !== undefined && seconds >= 0 && seconds <= MAX_SECONDS ? seconds : undefined;
}
