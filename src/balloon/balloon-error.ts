import { QgaugeError } from '../support/errors.js';

/** A guest's balloon cannot do what was asked of it: there is none, or the guest could not spare the memory. */
export class BalloonError extends QgaugeError {
  constructor(message: string) {
    super('ERR_BALLOON', message);
  }
}
