import { type Follower, followBalloon } from '../../../balloon/follow-balloon.js';
import { introduce } from '../../../balloon/introduce.js';
import type { NamedTarget } from '../../../discover/list-targets.js';
import { createWatchPrinter, type WatchFormat } from '../../../formats/balloon/watch.js';
import type { WatchIntro, WatchItem } from '../../../model/balloon-watch.js';
import type { Problem } from '../../../model/problem.js';
import { problemOf } from '../../../monitor/problem-of.js';
import { visitGuest } from '../../../poll/visit-guest.js';
import { startDeadline } from '../../../support/deadline.js';
import { type Context, EXIT } from '../../context.js';
import { UsageError } from '../../usage.js';
import { findGuest } from '../find-guests.js';
import type { BalloonWatchOptions } from './command.js';

/** Where the balloon is shown, from the first facts on until it is disposed of. */
type View = Follower & Disposable;

const COMMAND_MS = 2000;

/** Follows a balloon until --for, --count, a key or a signal ends it; none of these is a failure. */
export async function balloonWatch(
  text: string,
  options: BalloonWatchOptions,
  context: Context,
): Promise<number> {
  const format = formatOf(options);
  const guest = findGuest(text);
  using ending = startEnding(options, context.signal);
  const problem = await follow(guest, format, { options, context, ending });
  if (problem === undefined) return EXIT.ok;
  context.warn(problem.message);
  return EXIT.failed;
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
  const deadline = seconds === undefined ? undefined : startDeadline(seconds * 1000, parent);
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

/** @returns the problem that ended the watch; `undefined` when it ended as asked */
async function follow(
  guest: NamedTarget,
  format: WatchFormat,
  watching: Watching,
): Promise<Problem | undefined> {
  const { target } = guest;
  const { signal } = watching.ending;
  const [monitor] = target.monitors;
  try {
    const ended = await visitGuest(
      target,
      { signal, commandTimeoutMs: COMMAND_MS },
      async (client, monitor) => {
        const found = await introduce(guest, client, signal);
        if ('kind' in found) return found;
        using view = await openView(found.intro, format, watching);
        const onItem = (item: WatchItem) => {
          view.onItem(item);
          watching.ending.count(item);
        };
        const { sample, intro } = found;
        await followBalloon(client, {
          ...{ target, monitor, sample, signal, onItem },
          device: intro.device,
          onPresent: view.onPresent,
          pollingSeconds: watching.options.interval,
        });
        return {};
      },
    );
    return 'kind' in ended ? ended : undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (monitor === undefined) throw error;
    return problemOf(monitor.address, error);
  }
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
