import { QgaugeError } from '../../support/errors.js';

/** A port is not, or not provably, that of the guest for which it is configured. */
export class ChannelError extends QgaugeError {
  constructor(guest: string, path: string, why: string) {
    super('ERR_CHANNEL', `the channel of ${guest} at ${path} is not served: ${why}`);
  }
}
