import type { Socket } from 'node:net';
import { NoSuchGuestError } from '../../discover/find-guest.js';
import {
  decodeLendRequest,
  encodeLendMessage,
  type LendRefusal,
  type LendReply,
  type LendRequest,
  MAX_LEND_LINE_BYTES,
} from '../../model/lend-protocol.js';
import { describeBorrower } from '../../model/lending.js';
import { LendError } from '../../poll/lend/lend-error.js';
import type { Lease } from '../../poll/lend/loan.js';
import type { Poller } from '../../poll/poller.js';
import { AddressError } from '../../protocol/transport/address.js';
import { BoundedLines } from '../../support/bounded-lines.js';
import { DeadlineExceeded, startDeadline } from '../../support/deadline.js';
import { messageOf } from '../../support/errors.js';
import { LOOP_CLOCK } from '../../support/loop-clock.js';
import type { FoundBorrower } from './find-borrower.js';

/** A borrower that says nothing only takes up a connection. */
const REQUEST_MS = 5000;
/** What is in flight at a guest has limits of its own; a borrower waits no longer than this. */
const LEND_MS = 15_000;
/** Replies that a borrower does not read pile up here. */
const MAX_UNREAD_BYTES = 65_536;

/** What the connections of one server share. */
export interface LendContext {
  readonly poller: Pick<Poller, 'lend'>;
  /** The daemon's user: besides root, only it borrows. */
  readonly uid: number;
  readonly leaseMs: number | undefined;
  readonly findBorrower: (claimed: number | undefined) => Promise<FoundBorrower>;
}

/**
 * The state of a connection:
 *
 * - `silent`: nothing has been asked yet
 * - `asking`: the monitor is being recalled
 * - `lent`: the borrower has the monitor, as long as the connection is open
 * - `closed`: for good
 */
type State =
  | { readonly name: 'silent'; readonly stopTimer: () => void }
  | { readonly name: 'asking' }
  | { readonly name: 'lent'; readonly lease: Lease }
  | { readonly name: 'closed' };

/** One borrower's connection to lend.sock, and the lease that lasts as long as it. */
export class LendConnection {
  readonly #socket: Socket;
  readonly #context: LendContext;
  readonly #closing = new AbortController();
  #state: State;
  /** Who it is, once that is known. */
  #pid: number | undefined;

  constructor(socket: Socket, context: LendContext) {
    this.#socket = socket;
    this.#context = context;
    const stopTimer = LOOP_CLOCK.setAlarm(REQUEST_MS, () =>
      this.#refuse('invalid', `no request came within ${REQUEST_MS} ms`),
    );
    this.#state = { name: 'silent', stopTimer };
    const lines = new BoundedLines(MAX_LEND_LINE_BYTES, (line) => this.#onLine(line));
    socket.on('data', (chunk) => {
      if (!lines.push(Buffer.from(chunk)))
        this.#refuse('invalid', `a request has at most ${MAX_LEND_LINE_BYTES} bytes`);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => this.#close());
  }

  /** The borrower's process, while it is connected. */
  get pid(): number | undefined {
    return this.#pid;
  }

  /** Closes the connection, and so takes the monitor back. */
  close(): void {
    this.#socket.destroy();
    this.#close();
  }

  #onLine(line: string): void {
    const request = decodeLendRequest(line);
    const { name } = this.#state;
    if (name === 'closed') return;
    if (request === undefined) this.#refuse('invalid', 'the request is not valid, or of another version');
    else if (request.request === 'renew') this.#renew();
    else if (name === 'silent') void this.#borrow(request);
    else this.#refuse('invalid', 'a connection borrows one monitor');
  }

  async #borrow(request: Extract<LendRequest, { request: 'borrow' }>): Promise<void> {
    this.#become({ name: 'asking' });
    using deadline = startDeadline(LEND_MS, this.#closing.signal);
    try {
      const borrower = await this.#context.findBorrower(request.pid);
      const { uid = 0 } = borrower;
      this.#pid = borrower.pid;
      const { pid, command } = borrower;
      if (uid !== 0 && uid !== this.#context.uid) this.#refuse('denied', explainDenied(borrower));
      else this.#hand(await this.#lend(request.guests, { pid, command }, deadline.signal));
    } catch (error) {
      this.#refuse(reasonOf(error), explain(error));
    }
  }

  /** Lends the first guest that is known. */
  async #lend(guests: readonly string[], borrower: Lease['borrower'], signal: AbortSignal): Promise<Lease> {
    const { poller, leaseMs } = this.#context;
    let unknown: unknown;
    for (const guest of guests) {
      try {
        return await poller.lend(guest, borrower, { signal, leaseMs });
      } catch (error) {
        if (reasonOf(error) !== 'unknown-guest') throw error;
        unknown ??= error;
      }
    }
    throw unknown;
  }

  #hand(lease: Lease): void {
    if (this.#state.name === 'closed') {
      lease.release();
      return;
    }
    this.#become({ name: 'lent', lease });
    const { guest, leaseMs } = lease;
    this.#send({ reply: 'lent', guest, leaseMs });
    void lease.ended.then((reason) => this.#end({ reply: 'ended', reason }));
  }

  #renew(): void {
    const state = this.#state;
    if (state.name !== 'lent') this.#refuse('invalid', 'nothing is borrowed that could be renewed');
    else if (state.lease.renew()) this.#send({ reply: 'renewed', leaseMs: state.lease.leaseMs });
  }

  #refuse(reason: LendRefusal, message: string): void {
    this.#end({ reply: 'refused', reason, message });
  }

  #send(reply: LendReply): void {
    this.#socket.write(encodeLendMessage(reply));
    if (this.#socket.writableLength > MAX_UNREAD_BYTES) this.#socket.destroy();
  }

  #end(reply: LendReply): void {
    if (this.#state.name === 'closed') return;
    this.#send(reply);
    this.#socket.destroySoon();
    this.#close();
  }

  #close(): void {
    const before = this.#state;
    this.#become({ name: 'closed' });
    if (before.name === 'lent') before.lease.release();
    this.#closing.abort(new Error('the borrower has gone'));
  }

  /** Every change of state goes through here. */
  #become(next: State): void {
    if (this.#state.name === 'silent') this.#state.stopTimer();
    this.#state = next;
  }
}

function reasonOf(error: unknown): LendRefusal {
  if (error instanceof NoSuchGuestError || error instanceof AddressError) return 'unknown-guest';
  if (error instanceof LendError) return 'lent';
  return error instanceof DeadlineExceeded ? 'occupied' : 'failed';
}

function explain(error: unknown): string {
  if (!(error instanceof DeadlineExceeded)) return messageOf(error);
  return `the daemon still waits for an answer of the guest after ${LEND_MS / 1000} s: try again later`;
}

function explainDenied(borrower: FoundBorrower): string {
  return `${describeBorrower(borrower)} is of user ${borrower.uid}: only root and the daemon's user may borrow a monitor`;
}
