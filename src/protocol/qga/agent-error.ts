import { QgaugeError } from '../../support/errors.js';
import { type Address, formatAddress } from '../transport/address.js';

/**
 * What an agent did wrong:
 *
 * - `refused`: it answered the command with an error
 * - `missing`: it has no such command
 * - `forbidden`: it has the command, and its configuration forbids it, or the guest's file systems are frozen
 * - `silent`: it did not answer in time
 * - `broken`: what it sent is not an answer, or has no end
 * - `closed`: the connection was closed
 */
export type AgentFailure = 'refused' | 'missing' | 'forbidden' | 'silent' | 'broken' | 'closed';

/** The guest agent is silent, reports an error, or breaks the protocol. */
export class AgentError extends QgaugeError {
  readonly reason: AgentFailure;

  constructor(address: Address, what: string, reason: AgentFailure = 'broken', options?: ErrorOptions) {
    super('ERR_AGENT', `${formatAddress(address)}: guest agent: ${what}`, options);
    this.reason = reason;
  }

  /** Whether the agent answered with an error: the conversation may go on. */
  get isRefusal(): boolean {
    return this.reason === 'refused' || this.reason === 'missing' || this.reason === 'forbidden';
  }
}
