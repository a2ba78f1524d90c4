import { setTimeout } from 'node:timers/promises';
import { type DaemonClient, DaemonError } from '../client/daemon-client.js';
import type { DaemonSweep } from '../client/decode-sweep.js';
import { pickSnapshots, UnknownGuestError } from '../client/pick-snapshots.js';
import type { Snapshot } from '../model/snapshot.js';
import { presentSweep, presentSweepAfter } from './present-sweep.js';

export interface SnapshotsFromOptions {
  readonly signal: AbortSignal;
  /** Called with the reason when there are no present figures, and again when the reason changes. */
  readonly onOutage: (why: string) => void;
  /** Which outages end the snapshots with an error: all, or one before the first sweep (default: none, the daemon is asked again). */
  readonly failsAt?: 'any' | 'start' | undefined;
  /** How long to wait before the daemon is asked again, in milliseconds (default: 2000). */
  readonly againMs?: number | undefined;
}

/** No daemon sweeps more often; one that says so is not asked more often. */
const LEAST_MS = 100;

/**
 * The snapshots of one daemon. A guest that is gone later is left out.
 *
 * @param select names, UUIDs or pids; empty for all guests
 * @throws {UnknownGuestError} when the daemon does not know a named guest in its first sweep
 * @throws {DaemonError} at an outage that `failsAt` names
 */
export async function* snapshotsFrom(
  daemon: DaemonClient,
  select: readonly string[],
  { signal, onOutage, failsAt, againMs = 2000 }: SnapshotsFromOptions,
): AsyncGenerator<Snapshot, void, undefined> {
  const report = onlyChanges(onOutage);
  let hasBegun = false;
  let last: DaemonSweep | undefined;
  for (;;) {
    const answer = await (last ? nextOrLate(daemon, last, signal, report) : presentSweep(daemon, signal));
    if (answer instanceof DaemonError) {
      if (failsAt === 'any' || (failsAt === 'start' && !hasBegun)) throw answer;
      report(`${answer.message}: asking again`);
      last = undefined;
      await setTimeout(againMs, undefined, { signal });
      continue;
    }
    const { snapshot, missing } = pickSnapshots(answer.snapshot, select);
    const [unknown] = hasBegun ? [] : missing;
    if (unknown !== undefined) throw new UnknownGuestError(daemon.path, unknown, answer.snapshot.guests);
    hasBegun = true;
    last = answer;
    report('');
    yield snapshot;
    await setTimeout(LEAST_MS, undefined, { signal });
  }
}

/** After so many intervals, and not earlier, the last sweep is as old as one that the daemon itself calls stale. */
const LATE_INTERVALS = 3;
const LATE_SECONDS = 15;
/** The longest that a timer can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The next sweep; reports when it takes so long that the figures are old, such as while a network is cut. */
async function nextOrLate(
  daemon: DaemonClient,
  last: DaemonSweep,
  signal: AbortSignal,
  report: (why: string) => void,
): Promise<DaemonSweep | DaemonError> {
  const seconds = Math.max(LATE_INTERVALS * last.intervalSeconds, LATE_SECONDS);
  const late = globalThis.setTimeout(
    () => report(`${daemon.path}: no sweep for ${seconds} s: waiting for one`),
    Math.min(1000 * seconds, MAX_TIMER_MS),
  );
  try {
    return await presentSweepAfter(daemon, last, signal);
  } finally {
    clearTimeout(late);
  }
}

/** Leaves out what has just been reported; an empty text is not reported, and ends what was. */
function onlyChanges(report: (text: string) => void): (text: string) => void {
  let said = '';
  return (text) => {
    if (text !== said && text !== '') report(text);
    said = text;
  };
}
