import type { Borrower, LoanEnd } from '../../model/lending.js';
import { LIMITS } from '../../model/limits.js';
import { startLeaseTimer } from './lease-timer.js';

/** A guest's monitor in the hands of a borrower: the poller asks the guest nothing until the lease has ended. */
export interface Lease {
  /** The guest's name in the last snapshot. */
  readonly guest: string;
  readonly borrower: Borrower;
  /** For how long a lease holds without a renewal, in milliseconds. */
  readonly leaseMs: number;
  /** Resolves when the lease has ended, by whatever end comes first. */
  readonly ended: Promise<LoanEnd>;
  /** Begins its time anew. Returns false when it has ended. */
  renew(): boolean;
  /** Gives the monitor back: the next sweep asks the guest again. */
  release(): void;
}

/**
 * The state of a loan:
 *
 * - `recalling`: what is in flight at the guest is finished, and the connection closed
 * - `lent`: the borrower has the monitor
 * - `ended`: for good
 */
export type LoanState =
  | { readonly name: 'recalling' }
  | { readonly name: 'lent'; readonly stopTimer: () => void }
  | { readonly name: 'ended'; readonly why: LoanEnd };

/** How a loan measures its time; tests replace it. */
export interface LoanOptions {
  /** Default: ten minutes. */
  readonly leaseMs?: number | undefined;
  /** Calls back after that time. Returns a function that prevents it. */
  readonly startTimer?: ((ms: number, onEnd: () => void) => () => void) | undefined;
}

/** One loan of one guest's monitor. It ends once. */
export class Loan implements Lease {
  readonly guest: string;
  readonly borrower: Borrower;
  readonly leaseMs: number;
  readonly ended: Promise<LoanEnd>;
  readonly #startTimer: NonNullable<LoanOptions['startTimer']>;
  #state: LoanState = { name: 'recalling' };
  #resolve: (why: LoanEnd) => void = () => undefined;

  constructor(guest: string, borrower: Borrower, options: LoanOptions = {}) {
    this.guest = guest;
    this.borrower = borrower;
    this.leaseMs = options.leaseMs ?? LIMITS.leaseMs;
    this.#startTimer = options.startTimer ?? startLeaseTimer;
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** The present state. */
  get state(): LoanState {
    return this.#state;
  }

  /** Whether the guest must be left alone. */
  get isActive(): boolean {
    return this.#state.name !== 'ended';
  }

  /** Hands the monitor over, and starts the time of the lease. Does nothing when the loan has ended. */
  begin(): void {
    if (this.#state.name === 'recalling') this.#lend();
  }

  renew(): boolean {
    if (this.#state.name !== 'lent') return false;
    this.#lend();
    return true;
  }

  release(): void {
    this.end('released');
  }

  /** Ends the loan; the first reason counts. */
  end(why: LoanEnd): void {
    if (this.#state.name === 'ended') return;
    this.#become({ name: 'ended', why });
    this.#resolve(why);
  }

  #lend(): void {
    this.#become({ name: 'lent', stopTimer: this.#startTimer(this.leaseMs, () => this.end('expired')) });
  }

  /** Every change of state goes through here. */
  #become(next: LoanState): void {
    if (this.#state.name === 'lent') this.#state.stopTimer();
    this.#state = next;
  }
}
