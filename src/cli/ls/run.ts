import { encodeGuestList } from '../../formats/list/guest-list.js';
import { escapeControls } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import { explainNoGuests } from '../no-guests.js';
import { snapshotOfGuests } from '../snapshot-of-guests.js';
import { tableWidth } from '../table-width.js';
import type { LsOptions } from './command.js';

const NO_GUESTS = explainNoGuests('qgauge ls --socket unix:/path');

/** Lists the guests, and writes nothing to any of them. A guest that does not answer is listed with its problem. */
export async function ls(select: readonly string[], options: LsOptions, context: Context): Promise<number> {
  const snapshot = await snapshotOfGuests(select, options, context);
  const list = encodeGuestList(snapshot);
  if (options.json) {
    context.out(`${escapeControls(JSON.stringify(list, null, 2))}\n`);
  } else {
    for (const warning of list.warnings) context.warn(warning);
    context.out(
      list.guests.length === 0 ? NO_GUESTS : await table(list.guests, tableWidth(context, options.wide)),
    );
  }
  const hasAnswer = list.guests.length === 0 || list.guests.some(({ problem }) => problem === null);
  return hasAnswer ? EXIT.ok : EXIT.failed;
}

/** Loaded when it is needed: JSON, and a host without guests, need not wait for it. */
async function table(
  ...args: Parameters<typeof import('../../formats/list/table.js').encodeTable>
): Promise<string> {
  const { encodeTable } = await import('../../formats/list/table.js');
  return encodeTable(...args);
}
