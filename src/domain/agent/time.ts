import type { GuestTime } from '../../model/guest-agent.js';
import { type Agent, AgentAnswerError, type AgentReach, asGuestInteger } from './agent-answer.js';

const COMMAND = 'guest-get-time';
const NANOSECONDS = 1_000_000_000n;
/** The agent's own type: an int64. */
const END = 2n ** 63n;

/**
 * The guest's clock: guest-get-time, since qemu-ga 1.5. It was read while the command was on its way.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it answers with no time since the epoch
 */
export function time(reach: AgentReach): Promise<GuestTime> {
  return reach.withAgent(readTime);
}

/** As {@link time}, over a conversation. */
export async function readTime(agent: Agent): Promise<GuestTime> {
  return decodeTime(await agent.execute(COMMAND));
}

/** Decodes nanoseconds since the epoch, which are more than 2^53: `1795900397639308000`. */
export function decodeTime(answer: unknown): GuestTime {
  const nanoseconds = typeof answer === 'bigint' ? answer : BigInt(asGuestInteger(answer) ?? -1);
  if (nanoseconds < 0n || nanoseconds >= END) throw new AgentAnswerError(COMMAND, 'time');
  return {
    seconds: Number(nanoseconds / NANOSECONDS),
    nanoseconds: Number(nanoseconds % NANOSECONDS),
  };
}
