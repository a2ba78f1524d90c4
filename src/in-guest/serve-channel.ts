import type { Duplex } from 'node:stream';
import type { GuestChannel } from './guest-channel.js';

/** Answers that a guest does not read pile up in its queue, in the socket, and then here. */
const MAX_UNREAD_BYTES = 65_536;

/** Why a connection has ended; `unread` when the guest asks, and does not read the answers. */
export type ChannelEnd = 'closed' | 'unread' | 'aborted';

/**
 * Answers a guest on a connected port until the connection ends, and resolves then; never rejects. Takes the stream over,
 * and destroys it.
 *
 * Always reads: while nobody does, a program that writes to its port blocks.
 *
 * @param options.signal ends the connection
 */
export async function serveChannel(
  stream: Duplex,
  channel: GuestChannel,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
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
  channel.forgetHalfLine();
  const closed = new Promise((resolve) => {
    stream.once('close', resolve);
  });
  // Followed by the close.
  stream.on('error', () => undefined);
  stream.on('data', (chunk: Buffer) => channel.push(chunk, send));
  stream.once('end', () => stream.destroy());
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  await closed;
  signal?.removeEventListener('abort', onAbort);
  return end;
}
