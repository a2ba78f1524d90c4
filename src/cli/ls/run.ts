import { encodeGuestList } from '../../formats/list/guest-list.js';
import type { Snapshot } from '../../model/snapshot.js';
import { escapeControls } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import { snapshotOfDaemon } from '../daemon-snapshots.js';
import { explainNoGuests } from '../no-guests.js';
import { tableWidth } from '../table-width.js';
import { timeLeftMs } from '../time-left.js';
import type { LsOptions } from './command.js';

const DEFAULT_TIMEOUT_SECONDS = 3;
const NO_GUESTS = explainNoGuests('qgauge ls --socket unix:/path');

/** Lists the guests, and writes nothing to any of them. A guest that does not answer is listed with its problem. */
export async function ls(select: readonly string[], options: LsOptions, context: Context): Promise<number> {
  const snapshot = (await askDaemon(select, options, context)) ?? (await askGuests(select, options, context));
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

/** A daemon has its own time limits, and finds its guests by itself. */
async function askDaemon(
  select: readonly string[],
  { direct, socket, timeout }: LsOptions,
  context: Context,
): Promise<Snapshot | undefined> {
  if (direct || socket.length > 0 || timeout !== undefined) return undefined;
  return snapshotOfDaemon(select, context);
}

/** Loaded when it is needed: where a daemon measures the guests, finding and asking them is not. */
async function askGuests(
  select: readonly string[],
  { socket, timeout = DEFAULT_TIMEOUT_SECONDS }: LsOptions,
  { signal }: Context,
): Promise<Snapshot> {
  const [{ takeChosen }, { chooseGuests }] = await Promise.all([
    import('../take-chosen.js'),
    import('../choose-guests.js'),
  ]);
  return takeChosen(chooseGuests(select, socket), { timeoutMs: timeLeftMs(timeout * 1000), signal });
}

/** Loaded when it is needed: JSON, and a host without guests, need not wait for it. */
async function table(
  ...args: Parameters<typeof import('../../formats/list/table.js').encodeTable>
): Promise<string> {
  const { encodeTable } = await import('../../formats/list/table.js');
  return encodeTable(...args);
}
