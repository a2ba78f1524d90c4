import { connect, type Socket } from 'node:net';
import {
  decodeLendReply,
  encodeLendMessage,
  type LendRefusal,
  type LendReply,
  MAX_LEND_LINE_BYTES,
} from '../model/lend-protocol.js';
import { BoundedLines } from '../support/bounded-lines.js';
import { startDeadline, untilAborted } from '../support/deadline.js';
import { errnoOf } from '../support/errors.js';
import { explainErrno } from '../support/explain-errno.js';
import { BorrowedMonitor } from './borrowed-monitor.js';
import { whyNotTrusted } from './trust-socket.js';

/** What to borrow, and from which daemon. */
export interface BorrowOptions {
  /** The lend.sock of the daemon. */
  readonly socketPath: string;
  /** The guest: its name, UUID or pid, or the address of a monitor; of several, the first that the daemon knows counts. */
  readonly guest: string | readonly string[];
  /** Gives up waiting for the monitor. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Why there is nothing to borrow: as the daemon says, or
 *
 * - `no-daemon`: nobody listens there
 * - `untrusted`: somebody else than root and this user may have made the socket
 */
export type BorrowReason = LendRefusal | 'no-daemon' | 'untrusted';

/** A monitor was not lent. */
export interface BorrowRefusal {
  readonly reason: BorrowReason;
  readonly message: string;
}

/** A daemon answers within 15 s, also when the guest does not. */
const ANSWER_MS = 20_000;
/** Errors of lstat(2) and connect(2) that say that no daemon runs. */
const NOBODY: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ECONNREFUSED']);
const ERRNO_WORDS = { EACCES: "only root and the daemon's user may borrow a monitor" } as const;

/**
 * Borrows a guest's monitor from the daemon that holds it: the daemon has let go of it when this resolves, and leaves it alone
 * until the result is released. Only a socket of root, or of this user, is trusted to be a daemon's.
 *
 * @returns the loan, which renews itself; or why there is none
 * @throws the signal's reason
 */
export async function borrowMonitor(options: BorrowOptions): Promise<BorrowedMonitor | BorrowRefusal> {
  const { socketPath, guest, signal } = options;
  signal?.throwIfAborted();
  try {
    const distrust = whyNotTrusted(socketPath, process.geteuid?.() ?? 0);
    if (distrust !== undefined) return { reason: 'untrusted', message: distrust };
    return await ask(connect(socketPath), typeof guest === 'string' ? [guest] : guest, signal);
  } catch (error) {
    signal?.throwIfAborted();
    const errno = errnoOf(error);
    const reason = NOBODY.has(errno) ? 'no-daemon' : errno === 'EACCES' ? 'denied' : 'failed';
    return { reason, message: `${socketPath}: ${explainErrno(error, ERRNO_WORDS)}` };
  }
}

async function ask(
  socket: Socket,
  guests: readonly string[],
  signal: AbortSignal | undefined,
): Promise<BorrowedMonitor | BorrowRefusal> {
  using deadline = startDeadline(ANSWER_MS, signal);
  const replies = readReplies(socket);
  try {
    socket.write(encodeLendMessage({ request: 'borrow', guests, pid: process.pid }));
    const { value: reply, done } = await untilAborted(replies.next(), deadline.signal);
    if (done) throw new Error('the daemon has closed the connection without an answer');
    if (reply.reply === 'lent') return new BorrowedMonitor(socket, reply, replies);
    socket.destroy();
    if (reply.reply === 'refused') return { reason: reply.reason, message: reply.message };
    throw new Error(`the answer is '${reply.reply}', not a loan`);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** What a daemon sends, until the connection is closed. */
async function* readReplies(socket: Socket): AsyncGenerator<LendReply, undefined, undefined> {
  const lines: string[] = [];
  const splitter = new BoundedLines(MAX_LEND_LINE_BYTES, (line) => lines.push(line));
  for await (const chunk of socket) {
    if (!splitter.push(Buffer.from(chunk))) throw new Error('the answer is too long');
    for (const line of lines.splice(0)) {
      const reply = decodeLendReply(line);
      if (reply === undefined) throw new Error('the answer is not one of this version of the protocol');
      yield reply;
    }
  }
  return undefined;
}
