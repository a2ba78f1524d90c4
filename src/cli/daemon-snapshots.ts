import {
  type DaemonClient,
  DaemonError,
  type DaemonSweep,
  findDaemon,
  isNobody,
} from '../client/daemon-client.js';
import { pickSnapshots } from '../client/pick-snapshots.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Context } from './context.js';

/**
 * The last snapshot of a daemon that measures this host; `undefined` where the guests themselves have to be asked: there is
 * no daemon, it cannot be relied on, or it does not know a guest that is named. Says why where a user should know.
 *
 * @param select names, UUIDs, pids or addresses of which only these count; empty for all
 */
export async function snapshotOfDaemon(
  select: readonly string[],
  { signal, warn }: Pick<Context, 'signal' | 'warn'>,
): Promise<Snapshot | undefined> {
  const daemon = findDaemon((why) => warn(`not asking a daemon: ${why}`));
  if (daemon === undefined) return undefined;
  const sweep = await askOrExplain(daemon, () => daemon.sweep(signal), { signal, warn });
  if (sweep === undefined) return undefined;
  const { snapshot, missing } = pickSnapshots(sweep.snapshot, select);
  return missing.length === 0 ? snapshot : undefined;
}

/**
 * The snapshots of a daemon, from its last one on, as {@link snapshotOfDaemon} takes one. Ends when the daemon does, or cannot
 * be relied on any more. A guest that is gone later is left out.
 */
export async function* snapshotsOfDaemon(
  select: readonly string[],
  context: Pick<Context, 'signal' | 'warn'>,
): AsyncGenerator<Snapshot, void, undefined> {
  const { signal, warn } = context;
  const daemon = findDaemon((why) => warn(`not asking a daemon: ${why}`));
  if (daemon === undefined) return;
  let sweep = await askOrExplain(daemon, () => daemon.sweep(signal), context);
  if (sweep && pickSnapshots(sweep.snapshot, select).missing.length > 0) return;
  while (sweep) {
    yield pickSnapshots(sweep.snapshot, select).snapshot;
    sweep = await nextSweep(daemon, sweep, context);
  }
}

/** Waits for as long as the daemon is not stale: its interval may be longer than a request may wait. */
async function nextSweep(
  daemon: DaemonClient,
  { number }: DaemonSweep,
  context: Pick<Context, 'signal' | 'warn'>,
): Promise<DaemonSweep | undefined> {
  const { signal } = context;
  const ask = async () => (await daemon.sweepAfter(number, signal)) ?? (await daemon.sweep(signal));
  for (;;) {
    const latest = await askOrExplain(daemon, ask, context);
    if (latest?.number !== number) return latest;
  }
}

/** `undefined`, with a warning, when the daemon has no present figures. */
async function askOrExplain(
  { path }: DaemonClient,
  ask: () => Promise<DaemonSweep | undefined>,
  { signal, warn }: Pick<Context, 'signal' | 'warn'>,
): Promise<DaemonSweep | undefined> {
  try {
    const sweep = await ask();
    if (sweep && !sweep.isStale) return sweep;
    warn(`${path}: ${sweep ? explainAge(sweep) : 'the daemon has measured nothing yet'}: asking the guests`);
  } catch (error) {
    if (signal.aborted || !(error instanceof DaemonError)) throw error;
    if (!isNobody(error)) warn(`${error.message}: asking the guests`);
  }
  return undefined;
}

function explainAge({ snapshot }: DaemonSweep): string {
  const seconds = Math.round(Date.now() / 1000 - snapshot.takenAtSeconds);
  return `the daemon has measured nothing for ${seconds} s`;
}
