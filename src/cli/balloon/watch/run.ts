import type { Follower } from '../../../balloon/follow-balloon.js';
import { watchBalloon } from '../../../balloon/watch-balloon.js';
import { findGuest } from '../../../discover/find-guest.js';
import { createWatchPrinter, type WatchFormat } from '../../../formats/balloon/watch.js';
import type { WatchIntro, WatchItem } from '../../../model/balloon-watch.js';
import { startPeriod } from '../../../support/deadline.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { Borrowing } from '../../borrowing.js';
import { type Context, EXIT } from '../../context.js';
import { UsageError } from '../../usage.js';
import type { BalloonWatchOptions } from './command.js';

const DEFAULT_INTERVAL_SECONDS = 10;

/** Where the balloon is shown, from the first facts on until it is disposed of. */
type View = Follower & Disposable;

/** Follows a balloon until --for, --count, a key or a signal ends it; none of these is a failure. */
export async function balloonWatch(
  text: string,
  options: BalloonWatchOptions,
  context: Context,
): Promise<number> {
  const format = formatOf(options);
  const guest = findGuest(text);
  using ending = startEnding(options, context.signal);
  // Else a terminal that hangs up, or `kill -HUP`, would leave the screen as it is drawn.
  using _hangup = context.onReload(ending.end);
  await using borrowing = new Borrowing(ending);
  const problem = await watchBalloon(guest, {
    signal: ending.signal,
    whenBusy: borrowing.whenBusy,
    pollingSeconds: options.interval ?? DEFAULT_INTERVAL_SECONDS,
    openView: async (intro) => {
      warnOfOtherInterval(intro, options, context);
      return counted(await openView(intro, format, { options, context, ending }), ending);
    },
  });
  if (problem === undefined) return EXIT.ok;
  context.warn(problem.message);
  return EXIT.failed;
}

/** An interval that is set already is left as it is, whatever `--interval` names. */
function warnOfOtherInterval(
  { name, foundIntervalSeconds: found = 0 }: WatchIntro,
  { interval }: BalloonWatchOptions,
  { warn }: Context,
): void {
  if (interval === undefined || found === 0 || found === interval) return;
  const guest = terminalSafe(name, 100);
  warn(
    `${guest}: polled every ${found} s already, so --interval has no effect: qgauge balloon poll GUEST ${interval} changes it for every reader`,
  );
}

function formatOf({ csv = false, ndjson = false }: BalloonWatchOptions): WatchFormat {
  if (csv && ndjson) throw new UsageError('--csv conflicts with --ndjson: leave out one');
  return csv ? 'csv' : ndjson ? 'ndjson' : 'lines';
}

/** What ends the watch: the parent's signal, --for, --count, or `end`. */
interface Ending extends Disposable {
  readonly signal: AbortSignal;
  end(): void;
  count(item: WatchItem): void;
}

function startEnding({ for: seconds, count }: BalloonWatchOptions, parent: AbortSignal): Ending {
  const early = new AbortController();
  const deadline = seconds === undefined ? undefined : startPeriod(seconds * 1000, parent);
  let samples = 0;
  return {
    signal: AbortSignal.any([deadline?.signal ?? parent, early.signal]),
    end: () => early.abort(),
    count: ({ type }) => {
      if (type === 'sample' && ++samples === count) early.abort();
    },
    [Symbol.dispose]: () => deadline?.[Symbol.dispose](),
  };
}

interface Watching {
  readonly options: BalloonWatchOptions;
  readonly context: Context;
  readonly ending: Ending;
}

/** A view that ends the watch after the number of samples of --count. */
function counted(view: View, ending: Ending): View {
  return {
    onItem: (item) => {
      view.onItem(item);
      ending.count(item);
    },
    onPresent: (present) => view.onPresent(present),
    [Symbol.dispose]: () => view[Symbol.dispose](),
  };
}

/** A screen on a terminal that can be drawn on, else lines. */
async function openView(
  intro: WatchIntro,
  format: WatchFormat,
  { options, context, ending }: Watching,
): Promise<View> {
  const { terminal } = context;
  if (terminal && format === 'lines' && !options.plain) {
    const { BalloonTerminal } = await import('../../../terminal/balloon-terminal.js');
    return new BalloonTerminal({ intro, ...terminal, onQuit: ending.end });
  }
  const printer = createWatchPrinter(format, intro);
  context.out(printer.header);
  return {
    onItem: (item) => context.out(printer.print(item)),
    onPresent: () => undefined,
    [Symbol.dispose]: () => undefined,
  };
}
