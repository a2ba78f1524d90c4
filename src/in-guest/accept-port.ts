import type { Duplex } from 'node:stream';
import { debug } from '../support/debug.js';
import { messageOf } from '../support/errors.js';
import type { GuestChannel } from './guest-channel.js';
import { serveChannel } from './serve-channel.js';

/** Whose connections {@link acceptPort} serves. */
export interface AcceptPortOptions {
  /** Whether the other end of the connection is the QEMU of this guest. */
  readonly isOwner: (stream: Duplex) => Promise<boolean>;
  /** Ends the present connection, and refuses all others. */
  readonly signal: AbortSignal;
}

/**
 * Serves a port that QEMU itself connects to (`server=off,reconnect=1`), at a socket of ours that is this guest's alone.
 * Returns what takes each connection.
 *
 * A QEMU has one connection: while there is one, or its owner is being looked for, any other is closed. A QEMU that has been
 * closed so tries again after a second.
 */
export function acceptPort(
  channel: GuestChannel,
  { isOwner, signal }: AcceptPortOptions,
): (stream: Duplex) => Promise<void> {
  let isTaken = false;
  return async (stream) => {
    // One that is closed below may still fail.
    stream.on('error', () => undefined);
    if (isTaken || signal.aborted) {
      stream.destroy();
      return;
    }
    isTaken = true;
    try {
      if (await isOwner(stream)) await serveChannel(stream, channel, { signal });
      else debug(() => "a guest's port: another process than its QEMU has connected");
    } catch (error) {
      debug(() => `a guest's port: ${messageOf(error)}`);
    } finally {
      stream.destroy();
      isTaken = false;
    }
  };
}
