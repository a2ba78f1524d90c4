import { type Agent, AgentAnswerError, type AgentReach, asGuestText, objectOf } from './agent-answer.js';

const COMMAND = 'guest-get-host-name';

/**
 * The name of the guest's system, in its own words: guest-get-host-name, since qemu-ga 2.10.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it answers with no name
 */
export function hostname(reach: AgentReach): Promise<string> {
  return reach.withAgent(readHostname);
}

/** As {@link hostname}, over a conversation. */
export async function readHostname(agent: Agent): Promise<string> {
  return decodeHostname(await agent.execute(COMMAND));
}

/** Decodes `{"host-name":"web"}`. */
export function decodeHostname(answer: unknown): string {
  const name = asGuestText(objectOf(COMMAND, answer)['host-name']);
  if (name === undefined) throw new AgentAnswerError(COMMAND, 'host-name');
  return name;
}
