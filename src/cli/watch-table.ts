import { ProgressLine } from '../terminal/progress.js';
import { type Context, EXIT } from './context.js';
import type { Printing } from './format-listing.js';
import { askAgain } from './rounds.js';
import { openLines } from './watch-lines.js';
import type { WatchView } from './watch-view.js';

/**
 * Prints a table again at an interval until q, Ctrl+C or a signal ends it, which is no failure: in place on a terminal, else one below the
 * other. A round that fails is explained and does not end it.
 *
 * @throws what the first round throws
 */
export async function watchTable<Item>(
  printing: Printing<Item>,
  seconds: number,
  context: Context,
): Promise<number> {
  const quit = new AbortController();
  const signal = AbortSignal.any([context.signal, quit.signal]);
  using _hangup = context.onReload(() => quit.abort());
  using view = await openView(printing, context, { seconds, onQuit: () => quit.abort() });
  // Each round would interrupt the table to say how far it is.
  const asking: Context = { ...context, signal, warn: view.warn, progress: new ProgressLine() };
  const ask = (isLater: boolean) => printing.command.ask(asking, isLater);
  for await (const round of askAgain(ask, seconds * 1000, signal)) await view.show(round);
  return EXIT.ok;
}

async function openView<Item>(
  printing: Printing<Item>,
  context: Context,
  screen: { readonly seconds: number; readonly onQuit: () => void },
): Promise<WatchView<Item>> {
  const { terminal } = context;
  if (terminal === undefined || printing.options.json) return openLines(printing, context);
  const { openScreen } = await import('./watch-screen.js');
  return openScreen(printing, { terminal, ...screen });
}
