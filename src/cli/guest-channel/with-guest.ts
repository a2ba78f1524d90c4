import { findGuest } from '../../discover/find-guest.js';
import { nameGuest } from '../../discover/list-targets.js';
import type { Target } from '../../discover/target.js';
import { MonitorError } from '../../monitor/monitor-error.js';
import { withMonitor } from '../../monitor/with-monitor.js';
import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { Borrowing } from '../borrowing.js';
import type { Context } from '../context.js';

/** A guest on an open monitor. */
export interface OpenGuest {
  readonly client: QmpClient;
  readonly target: Target;
  readonly name: string;
}

/** A machine is changed in milliseconds; a busy host may take its time. */
const COMMAND_MS = 10_000;

/**
 * Connects to a guest's monitor, which a daemon lends where it holds it, and runs `work` on it.
 *
 * @throws {NoSuchGuestError}
 * @throws {MonitorError} when no monitor could be used
 */
export async function withGuest<T>(
  text: string,
  { control }: { readonly control: boolean },
  context: Context,
  work: (guest: OpenGuest) => Promise<T>,
): Promise<T> {
  const found = findGuest(text);
  const { target } = found;
  const { signal } = context;
  await using borrowing = new Borrowing(context);
  const done = await withMonitor(
    target,
    { signal, control, commandTimeoutMs: COMMAND_MS, whenBusy: borrowing.whenBusy },
    async (client) => {
      const reported = target.process
        ? undefined
        : (await client.execute('query-name', undefined, { signal })).name;
      return { value: await work({ client, target, name: nameGuest(found, reported) }) };
    },
  );
  if ('kind' in done) throw new MonitorError(done);
  return done.value;
}
