import { QgaugeError } from '../support/errors.js';

/** The configuration file cannot be read, or is not valid: the message has a line for each problem. */
export class ConfigError extends QgaugeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_CONFIG', message, options);
  }
}
