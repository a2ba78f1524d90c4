/** The program that has borrowed a monitor. */
export interface Borrower {
  /** `undefined` when the kernel does not show which process it is. */
  readonly pid: number | undefined;
  /** Its program, without arguments; may be empty. */
  readonly command: string;
}

/**
 * Why a loan has ended:
 *
 * - `released`: it was given back
 * - `expired`: it was not renewed in time
 * - `gone`: the guest has ended, or is no longer polled
 * - `closed`: the poller has ended
 */
export type LoanEnd = 'released' | 'expired' | 'gone' | 'closed';

/** How messages name a borrower: `pid 4242 (socat)`. */
export function describeBorrower({ pid, command }: Borrower): string {
  if (pid === undefined) return 'another process';
  return command === '' ? `pid ${pid}` : `pid ${pid} (${command})`;
}
