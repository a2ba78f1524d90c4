import type { WatchItem } from '../../model/balloon-watch.js';

/** Turns what is told of a balloon into lines. */
export interface WatchPrinter {
  /** What stands before everything, with its line end; may be empty. */
  readonly header: string;
  /** A whole line with its end, or nothing where the format has no place for it. */
  readonly print: (item: WatchItem) => string;
}
