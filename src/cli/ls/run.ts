import { encodeGuestList, type GuestListEntry } from '../../formats/list/guest-list.js';
import { escapeControls } from '../../support/terminal-safe.js';
import type { Context } from '../context.js';
import { explainNoGuests } from '../no-guests.js';
import { printTable } from '../print-table.js';
import { snapshotOfGuests } from '../snapshot-of-guests.js';
import type { TableCommand } from '../table-command.js';
import type { LsOptions } from './command.js';

/** Lists the guests, and writes nothing to any of them. A guest that does not answer is listed with its problem. */
export async function ls(select: readonly string[], options: LsOptions, context: Context): Promise<number> {
  const command: TableCommand<GuestListEntry> = {
    loadTable: async () => (await import('../../formats/list/table.js')).GUEST_TABLE,
    ask: async (asking, isLater) => {
      const snapshot = await snapshotOfGuests(select, { ...options, isLater }, asking);
      const { guests, warnings } = encodeGuestList(snapshot);
      return { items: guests, warnings };
    },
    encodeJson: ({ items: guests, warnings }) =>
      `${escapeControls(JSON.stringify({ guests, warnings }, null, 2))}\n`,
    hasAnswered: ({ problem }) => problem === null,
    whenEmpty: explainNoGuests('qgauge ls --socket unix:/path'),
  };
  return printTable(command, options, context);
}
