import type { GuestTimezone } from '../../model/guest-agent.js';
import {
  type Agent,
  AgentAnswerError,
  type AgentReach,
  asGuestInteger,
  asGuestText,
  objectOf,
} from './agent-answer.js';

const COMMAND = 'guest-get-timezone';
/** The zones of this world are at most 14 hours off, and POSIX allows for 24. */
const MAX_OFFSET_SECONDS = 86_400;

/**
 * The guest's time zone: guest-get-timezone, since qemu-ga 2.10.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it answers with no offset
 */
export function timezone(reach: AgentReach): Promise<GuestTimezone> {
  return reach.withAgent(readTimezone);
}

/** As {@link timezone}, over a conversation. */
export async function readTimezone(agent: Agent): Promise<GuestTimezone> {
  return decodeTimezone(await agent.execute(COMMAND));
}

/** Decodes `{"zone":"CET","offset":3600}`. */
export function decodeTimezone(answer: unknown): GuestTimezone {
  const { zone, offset } = objectOf(COMMAND, answer);
  const offsetSeconds = asGuestInteger(offset);
  if (offsetSeconds === undefined || Math.abs(offsetSeconds) > MAX_OFFSET_SECONDS)
    throw new AgentAnswerError(COMMAND, 'offset');
  return { name: asGuestText(zone), offsetSeconds };
}
