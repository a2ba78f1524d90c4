import { findingsOf } from '../../../balloon/findings-of-snapshot.js';
import { findGuests } from '../../../discover/find-guest.js';
import { encodeBalloon } from '../../../formats/balloon/json.js';
import { encodeBalloonTable } from '../../../formats/balloon/table.js';
import { stringifyJson } from '../../../support/lossless-json.js';
import { escapeControls } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { snapshotOfDaemon } from '../../daemon-snapshots.js';
import { explainNoGuests } from '../../no-guests.js';
import { tableWidth } from '../../table-width.js';
import { examineShown } from '../examine-shown.js';
import type { BalloonLsOptions } from './command.js';

const NO_GUESTS = explainNoGuests('qgauge balloon ls unix:/path');

/** Lists the balloons of the named guests, or of all; writes nothing to any. */
export async function balloonLs(
  guests: readonly string[],
  { json, wide, direct }: BalloonLsOptions,
  context: Context,
): Promise<number> {
  const { out } = context;
  const snapshot = direct ? undefined : await snapshotOfDaemon(guests, context);
  const findings = snapshot ? findingsOf({ snapshot }) : await examineShown(findGuests(guests), {}, context);
  const balloons = findings.map(encodeBalloon);
  if (json) out(`${escapeControls(stringifyJson({ balloons }, 2))}\n`);
  else out(balloons.length === 0 ? NO_GUESTS : encodeBalloonTable(balloons, tableWidth(context, wide)));
  const hasAnswer = findings.length === 0 || findings.some(({ problem }) => problem === undefined);
  return hasAnswer ? EXIT.ok : EXIT.failed;
}
