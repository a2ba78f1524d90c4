import type { Borrower } from '../../model/lending.js';
import type { PolledGuest } from '../polled-guest.js';
import { LendError } from './lend-error.js';
import { type Lease, Loan } from './loan.js';

/** How to lend a monitor. */
export interface LendOptions {
  /** Gives up while what is in flight at the guest is not finished; does not end a lease that was granted. */
  readonly signal?: AbortSignal | undefined;
  /** How long the lease holds without a renewal, in milliseconds (default: ten minutes). */
  readonly leaseMs?: number | undefined;
}

/**
 * Lends a guest's monitor.
 *
 * @param name of the guest, for messages
 * @throws {LendError} when it is lent already
 */
export async function lendGuest(
  guest: PolledGuest,
  name: string,
  borrower: Borrower,
  { signal, leaseMs }: LendOptions = {},
): Promise<Lease> {
  signal?.throwIfAborted();
  if (guest.loan) throw new LendError(name, guest.loan.borrower);
  const loan = new Loan(name, borrower, { leaseMs });
  const onAbort = () => loan.release();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([guest.lend(loan), loan.ended]);
    signal?.throwIfAborted();
    return loan;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
