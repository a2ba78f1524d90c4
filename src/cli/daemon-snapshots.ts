import { type DaemonClient, DaemonError, findDaemons, isNobody } from '../client/daemon-client.js';
import type { DaemonSweep } from '../client/decode-sweep.js';
import { pickSnapshots } from '../client/pick-snapshots.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Context } from './context.js';
import { presentSweep, presentSweepAfter } from './present-sweep.js';

type Asking = Pick<Context, 'signal' | 'warn'>;

/**
 * The last snapshot of a daemon that measures this host; `undefined` where the guests themselves have to be asked: there is
 * no daemon, it cannot be relied on, or it does not know a guest that is named. Says why where a user should know.
 *
 * @param select names, UUIDs, pids or addresses of which only these count; empty for all
 */
export async function snapshotOfDaemon(
  select: readonly string[],
  context: Asking,
): Promise<Snapshot | undefined> {
  const { sweep } = (await askFirst(select, context)) ?? {};
  return sweep && pickSnapshots(sweep.snapshot, select).snapshot;
}

/**
 * The snapshots of a daemon, from its last one on, as {@link snapshotOfDaemon} takes one. Ends when the daemon does, or cannot
 * be relied on any more. A guest that is gone later is left out.
 *
 * @param mostSeconds a daemon that sweeps less often is left alone
 */
export async function* snapshotsOfDaemon(
  select: readonly string[],
  context: Asking,
  mostSeconds: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<Snapshot, void, undefined> {
  const { daemon, sweep: first } = (await askFirst(select, context)) ?? {};
  if (daemon === undefined || first === undefined || first.intervalSeconds > mostSeconds) return;
  for (let sweep: DaemonSweep | undefined = first; sweep; ) {
    yield pickSnapshots(sweep.snapshot, select).snapshot;
    sweep = orWarn(await presentSweepAfter(daemon, sweep, context.signal), context);
  }
}

interface Asked {
  readonly daemon: DaemonClient;
  readonly sweep: DaemonSweep;
}

const NOT_ALL = 'the daemon measures only the guests that its configuration names: --direct finds the others';

/** The first daemon that answers, and knows the guests. */
async function askFirst(select: readonly string[], context: Asking): Promise<Asked | undefined> {
  for (const daemon of findDaemons((why) => context.warn(`not asking a daemon: ${why}`))) {
    const sweep = orWarn(await presentSweep(daemon, context.signal), context);
    if (sweep === undefined || pickSnapshots(sweep.snapshot, select).missing.length > 0) continue;
    if (select.length === 0 && !sweep.discovers) context.warn(NOT_ALL);
    return { daemon, sweep };
  }
  return undefined;
}

/** `undefined`, with a warning, when there are no present figures; there need be no daemon, since the guests can be asked. */
function orWarn(answer: DaemonSweep | DaemonError, { warn }: Asking): DaemonSweep | undefined {
  if (!(answer instanceof DaemonError)) return answer;
  if (!isNobody(answer)) warn(`${answer.message}: asking the guests`);
  return undefined;
}
