import { QgaugeError } from '../support/errors.js';

/** A request for a guest's balloon cannot be met: the machine has none, or the guest cannot spare the memory. */
export class BalloonError extends QgaugeError {
  constructor(message: string) {
    super('ERR_BALLOON', message);
  }
}
