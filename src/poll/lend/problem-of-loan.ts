import { type Borrower, describeBorrower } from '../../model/lending.js';
import type { Problem } from '../../model/problem.js';

/** The problem of a guest whose monitor is lent. @param where how messages name its QEMU */
export function problemOfLoan(where: string, borrower: Borrower): Problem {
  return { kind: 'lent', message: `${where}: lent to ${describeBorrower(borrower)}` };
}
