import { encodeGuestList } from '../../formats/list/guest-list.js';
import { takeSnapshot } from '../../poll/take-snapshot.js';
import { parseAddress } from '../../protocol/transport/address.js';
import { escapeControls } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import { explainNoGuests } from '../no-guests.js';
import { timeLeftMs } from '../time-left.js';
import type { LsOptions } from './command.js';

const NO_GUESTS = explainNoGuests('qgauge ls --socket unix:/path');

/** Lists the guests, and writes nothing to any of them. A guest that does not answer is listed with its problem. */
export async function ls(options: LsOptions, context: Context): Promise<number> {
  const snapshot = await takeSnapshot({
    sockets: options.socket.map(parseAddress),
    timeoutMs: timeLeftMs(options.timeout),
    signal: context.signal,
  });
  const list = encodeGuestList(snapshot);
  if (options.json) {
    context.out(`${escapeControls(JSON.stringify(list, null, 2))}\n`);
  } else {
    for (const warning of list.warnings) context.warn(warning);
    context.out(list.guests.length === 0 ? NO_GUESTS : await table(list.guests));
  }
  return EXIT.ok;
}

/** Loaded when it is needed: JSON, and a host without guests, need not wait for it. */
async function table(
  guests: Parameters<typeof import('../../formats/list/table.js').encodeTable>[0],
): Promise<string> {
  const { encodeTable } = await import('../../formats/list/table.js');
  return encodeTable(guests);
}
