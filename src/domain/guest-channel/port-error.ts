import { QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** The port of a guest's channel cannot be plugged in or unplugged: the message says why, and what has been changed nevertheless. */
export class PortError extends QgaugeError {
  constructor(guest: string, why: string, options?: ErrorOptions) {
    super('ERR_PORT', `${terminalSafe(guest, 100)}: ${why}`, options);
  }
}
