import { QgaugeError } from '../../support/errors.js';

/** A list of columns, an order or a filter does not fit the table; the message says what would. */
export class TableError extends QgaugeError {
  constructor(message: string) {
    super('ERR_TABLE', message);
  }
}
