import { QgaugeError } from '../support/errors.js';

/**
 * Why a guest's agent cannot be asked:
 *
 * - `none`: the machine has no channel for one, or it is not known where its socket is
 * - `busy`: another client holds it
 * - `unreachable`: its QEMU is stopped, hung or gone, or the socket cannot be connected to
 * - `silent`: it does not answer
 */
export type WhyNoAgent = 'none' | 'busy' | 'unreachable' | 'silent';

/** The guest agent cannot be asked. Branch on `why`. */
export class AgentUnavailableError extends QgaugeError {
  readonly why: WhyNoAgent;

  constructor(why: WhyNoAgent, message: string, options?: ErrorOptions) {
    super('ERR_AGENT_UNAVAILABLE', message, options);
    this.why = why;
  }
}
