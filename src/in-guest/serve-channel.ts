import type { Duplex } from 'node:stream';
import { type Clock, REAL_CLOCK } from '../support/clock.js';
import type { GuestChannel } from './guest-channel.js';
import { type Share, WorkShare } from './work-share.js';

/** Answers that a guest does not read pile up in its queue, in the socket, and then here. */
const MAX_UNREAD_BYTES = 65_536;

/** How much of a core a guest may cost: far more than one that asks as often as it may. */
const WORK: Share = { share: 0.05, burstMs: 20 };

/** Why a connection has ended; `unread` when the guest asks, and does not read the answers. */
export type ChannelEnd = 'closed' | 'unread' | 'aborted';

/** How {@link serveChannel} goes on. */
export interface ServeChannelOptions {
  /** Ends the connection. */
  readonly signal?: AbortSignal | undefined;
  /** Waits until a request that came too fast may be answered, and while the guest has cost too much. */
  readonly clock?: Clock | undefined;
}

/**
 * Answers a guest on a connected port until the connection ends, and resolves then; never rejects. Takes the stream over,
 * and destroys it.
 *
 * Always reads: while nobody does, a program that writes to its port blocks. So does one that writes so much that reading it
 * would take more than a twentieth of a core.
 */
export async function serveChannel(
  stream: Duplex,
  channel: GuestChannel,
  { signal, clock = REAL_CLOCK }: ServeChannelOptions = {},
): Promise<ChannelEnd> {
  let end: ChannelEnd = 'closed';
  const endAs = (reason: ChannelEnd): void => {
    if (stream.destroyed) return;
    end = reason;
    stream.destroy();
  };
  // The answer before may have been cut off with its connection: the empty line ends what the guest has of it.
  let prefix = '\n';
  const send = (answer: string): void => {
    if (stream.destroyed) return;
    stream.write(prefix + answer);
    prefix = '';
    if (stream.writableLength > MAX_UNREAD_BYTES) endAs('unread');
  };
  const onAbort = (): void => endAs('aborted');
  if (stream.closed) return end;
  channel.forget();
  const closing = new AbortController();
  const closed = new Promise<void>((resolve) => {
    stream.once('close', resolve);
  });
  const answerKept = startKeptAnswers(channel, send, { signal: closing.signal, clock });
  // Followed by the close.
  stream.on('error', () => undefined);
  const work = new WorkShare(WORK, () => performance.now());
  stream.on('data', (chunk: Buffer) => {
    const beganMs = performance.now();
    channel.push(chunk, send);
    answerKept();
    const restMs = work.add(performance.now() - beganMs);
    if (restMs > 0) void rest(stream, clock.sleep(restMs, closing.signal));
  });
  stream.once('end', () => stream.destroy());
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  await closed;
  closing.abort();
  signal?.removeEventListener('abort', onAbort);
  return end;
}

/** Reads nothing until the time is over, or the connection. */
async function rest(stream: Duplex, over: Promise<void>): Promise<void> {
  stream.pause();
  await over.catch(() => undefined);
  stream.resume();
}

/** Returns what waits, after each push, until a request that is kept can be answered; one timer at a time, and none without one. */
function startKeptAnswers(
  channel: GuestChannel,
  send: (answer: string) => void,
  { signal, clock }: { readonly signal: AbortSignal; readonly clock: Clock },
): () => void {
  let isWaiting = false;
  const wait = async (): Promise<void> => {
    isWaiting = true;
    for (let ms = channel.waitMs; ms !== undefined && !signal.aborted; ms = channel.waitMs) {
      await clock.sleep(ms, signal).catch(() => undefined);
      if (!signal.aborted) channel.answerKept(send);
    }
    isWaiting = false;
  };
  return () => {
    if (!isWaiting) void wait();
  };
}
