import { boundName } from '../../model/guest-name.js';
import type { AgentClient } from '../../protocol/qga/client.js';
import { asRecord, asString, isRecord, type UnknownRecord } from '../../support/decode.js';
import { QgaugeError } from '../../support/errors.js';
import { stripControls } from '../../support/terminal-safe.js';
import type { Reach } from '../reach.js';

/** What a topic of the guest agent needs of the {@link Reach}. */
export type AgentReach = Pick<Reach, 'withAgent'>;

/** A conversation with an agent, as far as a topic needs it; a fake is one function. */
export type Agent = Pick<AgentClient, 'execute'>;

/** The guest agent answered, and not with what the command returns. */
export class AgentAnswerError extends QgaugeError {
  constructor(command: string, lacks: string) {
    super('ERR_AGENT_ANSWER', `${command}: the answer of the guest agent has no valid ${lacks}`);
  }
}

/** For an answer that may take as long as its call, whose deadline ends the waiting: a day. */
export const WHOLE_CALL_MS = 86_400_000;

/** More than any system has of anything that is listed. */
const MAX_ENTRIES = 4096;

/**
 * The objects of a list, of which the first 4096 count.
 *
 * @throws {AgentAnswerError} when the answer is not a list
 */
export function entriesOf(command: string, answer: unknown): readonly UnknownRecord[] {
  if (!Array.isArray(answer)) throw new AgentAnswerError(command, 'list');
  return answer.slice(0, MAX_ENTRIES).filter(isRecord);
}

/** @throws {AgentAnswerError} when the answer is not an object */
export function objectOf(command: string, answer: unknown): UnknownRecord {
  const object = asRecord(answer);
  if (object === undefined) throw new AgentAnswerError(command, 'object');
  return object;
}

/** A text of the guest's, without control characters and cut at 255 characters; `undefined` when it is empty or not a text. */
export function asGuestText(value: unknown): string | undefined {
  const text = asString(value);
  return text === undefined ? undefined : stripControls(boundName(text)) || undefined;
}

/** An integer of the guest's that is exact. */
export function asGuestInteger(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? Number(value) : undefined;
}
