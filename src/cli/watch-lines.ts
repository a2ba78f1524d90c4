import { messageOf } from '../support/errors.js';
import type { Context } from './context.js';
import { formatListing, type Printing } from './format-listing.js';
import type { WatchView } from './watch-view.js';

/**
 * For a pipe: the tables one below the other, with an empty line between. What is said on standard error is not said again by the
 * next round.
 */
export function openLines<Item>(printing: Printing<Item>, context: Context): WatchView<Item> {
  let between = '';
  let said: readonly string[] = [];
  let saying: string[] = [];
  const warn = (lines: string) => {
    saying.push(lines);
    if (!said.includes(lines)) context.warn(lines);
  };
  return {
    warn,
    show: async (round) => {
      if ('value' in round) {
        if (!printing.options.json) for (const warning of round.value.warnings) warn(warning);
        context.out(between + (await formatListing(round.value, printing, context)));
        between = '\n';
      } else warn(messageOf(round.error));
      [said, saying] = [saying, []];
    },
    [Symbol.dispose]: () => undefined,
  };
}
