import type { Round } from './rounds.js';
import type { Listing } from './table-command.js';

/** Shows the rounds of a watch: a listing, or why there is none. */
export interface WatchView<Item> extends Disposable {
  show(round: Round<Listing<Item>>): Promise<void>;
  /** Takes what the command says meanwhile on standard error. */
  readonly warn: (lines: string) => void;
}
