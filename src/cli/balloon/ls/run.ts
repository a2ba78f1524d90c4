import { examineGuests } from '../../../balloon/examine-guests.js';
import { encodeBalloon } from '../../../formats/balloon/json.js';
import { encodeBalloonTable } from '../../../formats/balloon/table.js';
import { stringifyJson } from '../../../support/lossless-json.js';
import { escapeControls } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { findGuests } from '../find-guests.js';

/** The options of `qgauge balloon ls`, as commander hands them over. */
export interface BalloonLsOptions {
  readonly json?: boolean;
}

const NO_GUESTS =
  'No QEMU was found on this host. To ask one that cannot be seen, name its QMP socket: qgauge balloon ls unix:/path\n';

/** Lists the balloons of all guests, or of those that are named; writes nothing to any. Resolves to the exit status. */
export async function balloonLs(
  guests: readonly string[],
  { json }: BalloonLsOptions,
  { out, signal }: Context,
): Promise<number> {
  const findings = await examineGuests(findGuests(guests), { signal });
  const balloons = findings.map(encodeBalloon);
  if (json) out(`${escapeControls(stringifyJson({ balloons }, 2))}\n`);
  else out(balloons.length === 0 ? NO_GUESTS : encodeBalloonTable(balloons));
  return EXIT.ok;
}
