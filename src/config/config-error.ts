import { QgaugeError } from '../support/errors.js';

/** The configuration file cannot be read, or makes no sense: a line of the message for each thing that is wrong. */
export class ConfigError extends QgaugeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_CONFIG', message, options);
  }
}
