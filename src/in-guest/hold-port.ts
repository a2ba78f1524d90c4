import type { Duplex } from 'node:stream';
import { type Clock, REAL_CLOCK } from '../support/clock.js';
import { debug } from '../support/debug.js';
import { messageOf } from '../support/errors.js';
import type { GuestChannel } from './guest-channel.js';
import { serveChannel } from './serve-channel.js';

/** As QEMU's `reconnect=1`. */
const RECONNECT_MS = 1000;

/** How {@link holdPort} goes on. */
export interface HoldPortOptions {
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly clock?: Clock | undefined;
}

/**
 * Holds a port whose socket QEMU listens on, and connects again a second after each end: while the host does not hold it, a
 * program in the guest that writes to the port blocks. Resolves when the signal fires.
 *
 * @param connect connects to the port's socket, and rejects when that is not possible
 */
export async function holdPort(
  connect: (signal: AbortSignal) => Promise<Duplex>,
  channel: GuestChannel,
  { signal, clock = REAL_CLOCK }: HoldPortOptions,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const end = await serveChannel(await connect(signal), channel, { signal });
      debug(() => `a guest's port: the connection has ended (${end})`);
    } catch (error) {
      debug(() => `a guest's port: ${messageOf(error)}`);
    }
    await clock.sleep(RECONNECT_MS, signal).catch(() => undefined);
  }
}
