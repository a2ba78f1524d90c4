import { findingsOf } from '../../../balloon/findings-of-snapshot.js';
import { findGuests } from '../../../discover/find-guest.js';
import { type BalloonEntry, encodeBalloon } from '../../../formats/balloon/json.js';
import type { BalloonFinding } from '../../../model/balloon-finding.js';
import { stringifyJson } from '../../../support/lossless-json.js';
import { escapeControls } from '../../../support/terminal-safe.js';
import type { Context } from '../../context.js';
import { snapshotOfDaemon } from '../../daemon-snapshots.js';
import { explainNoGuests } from '../../no-guests.js';
import { printTable } from '../../print-table.js';
import type { TableCommand } from '../../table-command.js';
import { examineShown } from '../examine-shown.js';
import type { BalloonLsOptions } from './command.js';

/** Lists the balloons of the named guests, or of all; writes nothing to any. */
export async function balloonLs(
  guests: readonly string[],
  options: BalloonLsOptions,
  context: Context,
): Promise<number> {
  const command: TableCommand<BalloonEntry> = {
    loadTable: async () => (await import('../../../formats/balloon/table.js')).BALLOON_TABLE,
    ask: async (asking) => {
      const findings = await findBalloons(guests, options, asking);
      return { items: findings.map(encodeBalloon), warnings: [] };
    },
    encodeJson: ({ items: balloons }) => `${escapeControls(stringifyJson({ balloons }, 2))}\n`,
    hasAnswered: ({ problem }) => problem === null,
    whenEmpty: explainNoGuests('qgauge balloon ls unix:/path'),
  };
  return printTable(command, options, context);
}

async function findBalloons(
  guests: readonly string[],
  { direct }: BalloonLsOptions,
  context: Context,
): Promise<readonly BalloonFinding[]> {
  const snapshot = direct ? undefined : await snapshotOfDaemon(guests, context);
  return snapshot ? findingsOf({ snapshot }) : examineShown(findGuests(guests), {}, context);
}
