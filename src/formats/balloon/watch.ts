import type { WatchIntro } from '../../model/balloon-watch.js';
import { createWatchCsv } from './watch-csv.js';
import { createWatchLines } from './watch-lines.js';
import { createWatchNdjson } from './watch-ndjson.js';
import type { WatchPrinter } from './watch-printer.js';

/** The formats of a watched balloon; `lines` is for people. */
export type WatchFormat = 'lines' | 'csv' | 'ndjson';

const PRINTERS: { readonly [format in WatchFormat]: (intro: WatchIntro) => WatchPrinter } = {
  lines: createWatchLines,
  csv: createWatchCsv,
  ndjson: createWatchNdjson,
};

/** Creates the printer of a format: print its header first, then each item by {@link WatchPrinter.print}. */
export function createWatchPrinter(format: WatchFormat, intro: WatchIntro): WatchPrinter {
  return PRINTERS[format](intro);
}
