import { setTimeout } from 'node:timers/promises';
import { type DaemonClient, DaemonError } from '../client/daemon-client.js';
import type { DaemonSweep } from '../client/decode-sweep.js';
import { VERSION } from '../support/version.js';

/** The last sweep of a daemon, or why it has no present figures of this version. */
export async function presentSweep(
  daemon: DaemonClient,
  signal: AbortSignal,
): Promise<DaemonSweep | DaemonError> {
  return orWhyNot(daemon, signal, () => daemon.sweep(signal));
}

/** A daemon answers with the same sweep when none has ended for half a minute; one that does so at once is left alone for so long. */
const SAME_MS = 100;

/**
 * The sweep after one. Waits for as long as the daemon is not stale: its interval may be longer than a request may wait.
 */
export async function presentSweepAfter(
  daemon: DaemonClient,
  { number }: DaemonSweep,
  signal: AbortSignal,
): Promise<DaemonSweep | DaemonError> {
  const ask = async () => (await daemon.sweepAfter(number, signal)) ?? (await daemon.sweep(signal));
  for (;;) {
    const latest = await orWhyNot(daemon, signal, ask);
    if (latest instanceof DaemonError || latest.number !== number) return latest;
    await setTimeout(SAME_MS, undefined, { signal });
  }
}

async function orWhyNot(
  { path }: DaemonClient,
  signal: AbortSignal,
  ask: () => Promise<DaemonSweep | undefined>,
): Promise<DaemonSweep | DaemonError> {
  try {
    const sweep = await ask();
    if (sweep === undefined) return new DaemonError(path, 'the daemon has no figures now');
    const why = whyNot(sweep);
    return why === undefined ? sweep : new DaemonError(path, why);
  } catch (error) {
    if (signal.aborted || !(error instanceof DaemonError)) throw error;
    return error;
  }
}

function whyNot({ version, isStale, snapshot }: DaemonSweep): string | undefined {
  if (version !== VERSION) return `the daemon is qgauge ${version}, and this is ${VERSION}`;
  if (!isStale) return undefined;
  return `the daemon has measured nothing for ${Math.round(Date.now() / 1000 - snapshot.takenAtSeconds)} s`;
}
