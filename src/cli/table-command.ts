import type { ItemTable } from '../formats/table/table-view.js';
import type { Context } from './context.js';
import type { TableOptions } from './table-options.js';

/** What a command has found. */
export interface Listing<Item> {
  readonly items: readonly Item[];
  /** For people, on standard error. */
  readonly warnings: readonly string[];
}

/** A command that prints a table, or the same as JSON. */
export interface TableCommand<Item> {
  /** Loaded when it is needed: JSON, and a host without guests, need not wait for it. */
  readonly loadTable: () => Promise<ItemTable<Item>>;
  /** @param isLater whether it has asked before, as it does with `--watch` */
  readonly ask: (context: Context, isLater: boolean) => Promise<Listing<Item>>;
  readonly encodeJson: (listing: Listing<Item>) => string;
  readonly hasAnswered: (item: Item) => boolean;
  /** What is printed where there is nothing to list. */
  readonly whenEmpty: string;
}

/** How a table is printed. */
export interface PrintOptions extends TableOptions {
  readonly json?: boolean;
}
