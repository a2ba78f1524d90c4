import { setTimeout } from 'node:timers/promises';
import { type DaemonClient, DaemonError, findDaemons, isNobody } from '../client/daemon-client.js';
import type { DaemonSweep } from '../client/decode-sweep.js';
import { pickSnapshots } from '../client/pick-snapshots.js';
import type { Snapshot } from '../model/snapshot.js';
import { VERSION } from '../support/version.js';
import type { Context } from './context.js';

type Asking = Pick<Context, 'signal' | 'warn'> & {
  /** What is done where the daemon cannot be relied on (default: its guests are asked). */
  readonly otherwise?: string | undefined;
};

const ASKING_GUESTS = 'asking the guests';

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
  for (let sweep: DaemonSweep | undefined = first; sweep; sweep = await nextSweep(daemon, sweep, context))
    yield pickSnapshots(sweep.snapshot, select).snapshot;
}

/**
 * The snapshots of one daemon, as {@link snapshotsOfDaemon}; while it cannot be relied on, it is asked again, and a warning says
 * why once.
 *
 * @param againMs how long to wait before it is asked again
 */
export async function* snapshotsFrom(
  daemon: DaemonClient,
  select: readonly string[],
  { signal, warn }: Asking,
  againMs = 2000,
): AsyncGenerator<Snapshot, void, undefined> {
  let said = '';
  const context: Asking = {
    signal,
    warn: (why) => {
      if (why !== said) warn(why);
      said = why;
    },
    otherwise: 'asking again',
  };
  for (;;) {
    let sweep = await askOrExplain(daemon, () => daemon.sweep(signal), context);
    while (sweep !== undefined) {
      said = '';
      yield pickSnapshots(sweep.snapshot, select).snapshot;
      sweep = await nextSweep(daemon, sweep, context);
    }
    await setTimeout(againMs, undefined, { signal });
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
    const sweep = await askOrExplain(daemon, () => daemon.sweep(context.signal), context);
    if (sweep === undefined || pickSnapshots(sweep.snapshot, select).missing.length > 0) continue;
    if (select.length === 0 && !sweep.discovers) context.warn(NOT_ALL);
    return { daemon, sweep };
  }
  return undefined;
}

/** Waits for as long as the daemon is not stale: its interval may be longer than a request may wait. */
async function nextSweep(
  daemon: DaemonClient,
  { number }: DaemonSweep,
  context: Asking,
): Promise<DaemonSweep | undefined> {
  const { signal } = context;
  const ask = async () => (await daemon.sweepAfter(number, signal)) ?? (await daemon.sweep(signal));
  for (;;) {
    const latest = await askOrExplain(daemon, ask, context);
    if (latest?.number !== number) return latest;
  }
}

/** `undefined`, with a warning, when the daemon has no present figures of this version. */
async function askOrExplain(
  { path }: DaemonClient,
  ask: () => Promise<DaemonSweep | undefined>,
  { signal, warn, otherwise = ASKING_GUESTS }: Asking,
): Promise<DaemonSweep | undefined> {
  try {
    const sweep = await ask();
    const why = whyNot(sweep);
    if (why === undefined) return sweep;
    warn(`${path}: ${why}: ${otherwise}`);
  } catch (error) {
    if (signal.aborted || !(error instanceof DaemonError)) throw error;
    // Where the guests are asked instead, there need be no daemon.
    if (!isNobody(error) || otherwise !== ASKING_GUESTS) warn(`${error.message}: ${otherwise}`);
  }
  return undefined;
}

function whyNot(sweep: DaemonSweep | undefined): string | undefined {
  if (sweep === undefined) return 'the daemon has no figures now';
  if (sweep.version !== VERSION) return `the daemon is qgauge ${sweep.version}, and this is ${VERSION}`;
  if (!sweep.isStale) return undefined;
  const seconds = Math.round(Date.now() / 1000 - sweep.snapshot.takenAtSeconds);
  return `the daemon has measured nothing for ${seconds} s`;
}
