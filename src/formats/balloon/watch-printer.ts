import type { WatchItem } from '../../model/balloon-watch.js';

/** Encodes what is reported of a watched balloon as lines. */
export interface WatchPrinter {
  /** Precedes the first line, with its line end; may be empty. */
  readonly header: string;
  /** Encodes an item as a line with its end; empty when the format leaves it out. */
  readonly print: (item: WatchItem) => string;
}
