import { findGuest } from '../discover/find-guest.js';
import { holdMonitor } from '../monitor/with-monitor.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import { Borrowing } from './borrowing.js';
import type { Context } from './context.js';
import type { MONITOR_OPTIONS } from './shared-options.js';
import type { OptionsOf } from './typed-option.js';

/**
 * Holds a guest's monitor that no other client holds, or that a daemon lends until the client is closed; each command on it
 * has the time of `--timeout`.
 *
 * @param text a guest's name, UUID or pid, or the address of its monitor
 */
export async function openMonitor(
  text: string,
  { control, unstable, timeout }: OptionsOf<typeof MONITOR_OPTIONS>,
  { signal, progress }: Pick<Context, 'signal' | 'progress'>,
): Promise<QmpClient> {
  const { target } = findGuest(text);
  const borrowing = new Borrowing({ signal });
  const giveBack = () => borrowing[Symbol.asyncDispose]();
  const options = { control, unstable, commandTimeoutMs: timeout * 1000, signal };
  try {
    const client = await progress.during(
      () => ({ what: `waiting for the monitor of ${text}` }),
      () => holdMonitor(target, { ...options, whenBusy: borrowing.whenBusy }),
    );
    void client.closed.then(giveBack);
    return client;
  } catch (error) {
    await giveBack();
    throw error;
  }
}
