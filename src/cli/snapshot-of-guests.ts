import type { NamedMonitor } from '../discover/named-monitor.js';
import type { Snapshot } from '../model/snapshot.js';
import type { SnapshotOptions } from '../poll/take-snapshot.js';
import type { Context } from './context.js';
import { snapshotOfDaemon } from './daemon-snapshots.js';
import { timeLeftMs } from './time-left.js';

const DEFAULT_TIMEOUT_SECONDS = 3;

/** How to take the snapshot. */
export interface Asking {
  readonly direct?: boolean;
  readonly socket: readonly NamedMonitor[];
  /** Seconds. */
  readonly timeout?: number;
  /** Whether this process has taken one before, so that nobody waits for its start as well. */
  readonly isLater?: boolean;
}

/**
 * A snapshot of the chosen guests: the last one of the daemon that measures them, else one of their own. A daemon has its own
 * time limits, and finds its guests by itself: any option leaves it out.
 */
export async function snapshotOfGuests(
  select: readonly string[],
  { direct, socket, timeout, isLater = false }: Asking,
  context: Context,
  options: Pick<SnapshotOptions, 'details'> = {},
): Promise<Snapshot> {
  const canAsk = !direct && socket.length === 0 && timeout === undefined;
  const served = canAsk ? await snapshotOfDaemon(select, context) : undefined;
  if (served) return served;
  // Loaded when it is needed: where a daemon measures the guests, finding and asking them is not.
  const [{ takeChosen }, { chooseGuests }] = await Promise.all([
    import('./take-chosen.js'),
    import('./choose-guests.js'),
  ]);
  const limitMs = (timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
  const timeoutMs = isLater ? limitMs : timeLeftMs(limitMs);
  return takeChosen(chooseGuests(select, socket), { ...options, timeoutMs }, context);
}
