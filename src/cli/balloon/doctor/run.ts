import { findingsOf } from '../../../balloon/findings-of-snapshot.js';
import { findGuests } from '../../../discover/find-guest.js';
import { encodeBalloon } from '../../../formats/balloon/json.js';
import { encodeDiagnosis } from '../../../formats/balloon/text.js';
import type { BalloonFinding } from '../../../model/balloon-finding.js';
import type { Snapshot } from '../../../model/snapshot.js';
import { stringifyJson } from '../../../support/lossless-json.js';
import { escapeControls } from '../../../support/terminal-safe.js';
import type { Context } from '../../context.js';
import { snapshotsOfDaemon } from '../../daemon-snapshots.js';
import { explainNoGuests } from '../../no-guests.js';
import { examineShown } from '../examine-shown.js';
import type { BalloonDoctorOptions } from './command.js';
import { worstStatus } from './exit-status.js';

const DEFAULT_WATCH_SECONDS = 1;
/** A person does not wait longer for the second sweep of a daemon. */
const MOST_SECONDS = 10;
const NO_GUESTS = `${explainNoGuests('qgauge balloon doctor unix:/path')}\n`;

/** Prints what is wrong with each balloon, the evidence, and what to do. Resolves to the status of the worst finding. */
export async function balloonDoctor(
  guests: readonly string[],
  options: BalloonDoctorOptions,
  context: Context,
): Promise<number> {
  const { json } = options;
  const { out } = context;
  const findings = (await askDaemon(guests, options, context)) ?? (await askGuests(guests, options, context));
  const balloons = findings.map(encodeBalloon);
  if (json) out(`${escapeControls(stringifyJson({ balloons }, 2))}\n`);
  else out(balloons.length === 0 ? NO_GUESTS : balloons.map(encodeDiagnosis).join(''));
  return worstStatus(findings);
}

/** Two sweeps of the daemon, a second apart or more, are the two samples. */
async function askDaemon(
  guests: readonly string[],
  { unstable, watch, target, direct }: BalloonDoctorOptions,
  context: Context,
): Promise<readonly BalloonFinding[] | undefined> {
  if (direct || unstable || watch !== undefined) return undefined;
  using _shown = context.progress.show(() => ({ what: "waiting for the daemon's next sweep" }));
  let first: Snapshot | undefined;
  for await (const snapshot of snapshotsOfDaemon(guests, context, MOST_SECONDS)) {
    first ??= snapshot;
    if (!isLater(first, snapshot)) continue;
    return findingsOf({ snapshot: first, later: snapshot, targetBytes: target });
  }
  return undefined;
}

/** Each guest was asked at a time of its own within a sweep: what counts is the time between its two answers. */
function isLater(first: Snapshot, snapshot: Snapshot): boolean {
  const seconds = snapshot.takenAtSeconds - first.takenAtSeconds;
  if (seconds < DEFAULT_WATCH_SECONDS) return false;
  // A guest that does not answer any more must not keep the others.
  if (seconds >= MOST_SECONDS) return true;
  const before = new Map(first.guests.map(({ session, qemu }) => [session?.id, qemu?.takenAtSeconds]));
  return snapshot.guests.every(({ session, qemu }) => {
    const earlier = before.get(session?.id);
    if (earlier === undefined) return true;
    return qemu !== undefined && qemu.takenAtSeconds - earlier >= DEFAULT_WATCH_SECONDS;
  });
}

function askGuests(
  guests: readonly string[],
  { unstable, watch = DEFAULT_WATCH_SECONDS, target }: BalloonDoctorOptions,
  context: Context,
): Promise<readonly BalloonFinding[]> {
  return examineShown(findGuests(guests), { unstable, watchMs: watch * 1000, targetBytes: target }, context);
}
