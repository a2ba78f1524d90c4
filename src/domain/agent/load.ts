import type { GuestLoad } from '../../model/guest-agent.js';
import { asNumber, type UnknownRecord } from '../../support/decode.js';
import { type Agent, AgentAnswerError, type AgentReach, objectOf } from './agent-answer.js';

const COMMAND = 'guest-get-load';

/**
 * The load averages of the guest: guest-get-load, since qemu-ga 10.0.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it does not answer with three averages
 */
export function load(reach: AgentReach): Promise<GuestLoad> {
  return reach.withAgent(readLoad);
}

/** As {@link load}, over a conversation. */
export async function readLoad(agent: Agent): Promise<GuestLoad> {
  return decodeLoad(await agent.execute(COMMAND));
}

/** Decodes `{"load1m":0.5,"load5m":0.25,"load15m":0.125}`. */
export function decodeLoad(answer: unknown): GuestLoad {
  const averages = objectOf(COMMAND, answer);
  return {
    oneMinute: averageOf(averages, 'load1m'),
    fiveMinutes: averageOf(averages, 'load5m'),
    fifteenMinutes: averageOf(averages, 'load15m'),
  };
}

function averageOf(averages: UnknownRecord, name: string): number {
  const average = asNumber(averages[name]);
  if (average === undefined || average < 0) throw new AgentAnswerError(COMMAND, name);
  return average;
}
