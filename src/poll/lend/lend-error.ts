import { type Borrower, describeBorrower } from '../../model/lending.js';
import { QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** A guest's monitor cannot be lent: another borrower has it. */
export class LendError extends QgaugeError {
  readonly borrower: Borrower;

  constructor(guest: string, borrower: Borrower) {
    const who = describeBorrower(borrower);
    super('ERR_LENT', `${terminalSafe(guest, 100)} is lent to ${who}: try again when that has ended`);
    this.borrower = borrower;
  }
}
