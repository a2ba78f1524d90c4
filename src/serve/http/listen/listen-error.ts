import { QgaugeError } from '../../../support/errors.js';
import { terminalSafe } from '../../../support/terminal-safe.js';

/**
 * How listening failed: `in-use` (another process listens there), `denied`, `not-a-socket` (something else has the path), `exposed`
 * (others than this host could connect, without TLS and authentication), `unusable` (no such address, name, directory or
 * descriptor).
 */
export type ListenFailure = 'in-use' | 'denied' | 'not-a-socket' | 'exposed' | 'unusable';

/** An address cannot be listened at. */
export class ListenError extends QgaugeError {
  readonly reason: ListenFailure;

  constructor(where: string, reason: ListenFailure, why: string, options?: ErrorOptions) {
    super('ERR_LISTEN', `cannot listen at ${terminalSafe(where, 4096)}: ${why}`, options);
    this.reason = reason;
  }
}
