import { once } from 'node:events';
import type { Socket } from 'node:net';
import { encodeLendMessage, type LendReply } from '../model/lend-protocol.js';
import type { LoanEnd } from '../model/lending.js';

/** Renewals in the time that a lease holds: one or two may be late. */
const RENEWALS = 3;

/** A monitor that a daemon has lent. It is given back when it is released, and at the latest when this process ends. */
export class BorrowedMonitor implements AsyncDisposable {
  /** The guest's name in the daemon's snapshots. */
  readonly guest: string;
  /** Resolves when the loan has ended; the daemon asks the guest again from then on. */
  readonly ended: Promise<LoanEnd>;
  readonly #socket: Socket;

  /** @param replies what the daemon sends from now on */
  constructor(
    socket: Socket,
    { guest, leaseMs }: Extract<LendReply, { reply: 'lent' }>,
    replies: AsyncIterable<LendReply>,
  ) {
    this.guest = guest;
    this.#socket = socket;
    const renewal = setInterval(
      () => socket.write(encodeLendMessage({ request: 'renew' })),
      leaseMs / RENEWALS,
    );
    // A program may end without giving it back: its end does that.
    renewal.unref();
    socket.unref();
    this.ended = readEnd(replies).finally(() => clearInterval(renewal));
  }

  /** Gives the monitor back: the connection to it must be closed by then. */
  async release(): Promise<void> {
    const closed = this.#socket.closed ? undefined : once(this.#socket, 'close');
    this.#socket.ref();
    this.#socket.destroy();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }
}

/** A connection that is closed ends a loan too, by whichever side. */
async function readEnd(replies: AsyncIterable<LendReply>): Promise<LoanEnd> {
  try {
    for await (const reply of replies) if (reply.reply === 'ended') return reply.reason;
    return 'closed';
  } catch {
    return 'released';
  }
}
