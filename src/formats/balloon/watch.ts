import type { WatchIntro } from '../../model/balloon-watch.js';
import { createWatchCsv } from './watch-csv.js';
import { createWatchLines } from './watch-lines.js';
import { createWatchNdjson } from './watch-ndjson.js';
import type { WatchPrinter } from './watch-printer.js';

/** `lines` is for people. */
export type WatchFormat = 'lines' | 'csv' | 'ndjson';

const PRINTERS: { readonly [format in WatchFormat]: (intro: WatchIntro) => WatchPrinter } = {
  lines: createWatchLines,
  csv: createWatchCsv,
  ndjson: createWatchNdjson,
};

/** A balloon that is watched as text: first the header, then {@link WatchPrinter.print} of each item. */
export function createWatchPrinter(format: WatchFormat, intro: WatchIntro): WatchPrinter {
  return PRINTERS[format](intro);
}
