import { QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** A port is not, or not provably, that of the guest for which it is configured. */
export class ChannelError extends QgaugeError {
  constructor(guest: string, path: string, why: string, options?: ErrorOptions) {
    const where = `${terminalSafe(guest, 100)} at ${terminalSafe(path)}`;
    super('ERR_CHANNEL', `the channel of ${where} is not served: ${why}`, options);
  }
}
