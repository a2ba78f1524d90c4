import { encodeFrame } from '../../formats/top/frame-text.js';
import { createTopCsv } from '../../formats/top/top-csv.js';
import type { TopSource } from '../../formats/top/top-screen.js';
import type { Snapshot } from '../../model/snapshot.js';
import { lookOf } from '../../terminal/terminal.js';
import { TopFigures } from '../../terminal/top/top-figures.js';
import { DEFAULT_SETTINGS } from '../../terminal/top/top-state.js';
import type { Context } from '../context.js';
import { tableWidth } from '../table-width.js';
import { chooseSettings, findScreen } from './choose-settings.js';
import type { TopOptions } from './command.js';
import { openSweeps } from './open-sweeps.js';

/**
 * Prints each sweep as text or CSV, until the signal fires or --runs are done. What a user has kept for the screen does not
 * count.
 */
export async function printSweeps(
  select: readonly string[],
  options: TopOptions,
  context: Context,
): Promise<void> {
  const print = printerOf(options, context);
  const { snapshots } = openSweeps(select, options, undefined, context);
  const figures = new TopFigures(options);
  let left = options.once ? 1 : (options.runs ?? Number.POSITIVE_INFINITY);
  // The first sweep of a poller has no rates; a daemon has had others before.
  let mayWait = options.once === true;
  for await (const snapshot of snapshots) {
    const source = figures.add(snapshot);
    const isWaiting = mayWait && !hasRates(snapshot);
    mayWait = false;
    if (isWaiting) continue;
    print(source);
    left -= 1;
    if (left === 0) break;
  }
  context.signal.throwIfAborted();
}

function hasRates({ guests, host }: Snapshot): boolean {
  return host.rates !== undefined || guests.some(({ rates }) => rates !== undefined);
}

function printerOf(options: TopOptions, context: Context): (source: TopSource) => void {
  const { screen: name, choices } = chooseSettings(DEFAULT_SETTINGS, options);
  const screen = findScreen(name, name);
  const choice = choices[name] ?? {};
  if (options.csv) {
    const csv = createTopCsv(screen, choice);
    context.out(csv.header);
    return (source) => context.out(csv.print(source));
  }
  const view = screen.view(choice);
  const width = tableWidth(context, false);
  const { palette, isAscii } = lookOf(process.env);
  const look = context.terminal === undefined ? {} : { palette, isAscii };
  return (source) => context.out(encodeFrame(source, view, { width, ...look }));
}
