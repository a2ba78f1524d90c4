import type { NamedTarget } from '../discover/list-targets.js';
import type { WatchIntro } from '../model/balloon-watch.js';
import type { Problem } from '../model/problem.js';
import { problemOf } from '../monitor/explain.js';
import { type FreeBusyMonitor, withMonitor } from '../monitor/with-monitor.js';
import { type Follower, followBalloon } from './follow-balloon.js';
import { introduce } from './introduce.js';

/** How to watch a balloon, and where to show it. */
export interface WatchBalloonOptions {
  /** Ends the watching, which is not a failure. */
  readonly signal: AbortSignal;
  /** The polling interval in seconds to set where polling is off; it stays set. */
  readonly pollingSeconds: number;
  /** Called once, when the balloon is known; the result is disposed of at the end. */
  readonly openView: (intro: WatchIntro) => Promise<Follower & Disposable>;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** See the option of the same name of {@link withMonitor}. */
  readonly whenBusy?: FreeBusyMonitor | undefined;
}

/**
 * Watches a balloon until the signal fires, and holds the connection meanwhile.
 *
 * @returns why the watching ended before; `undefined` when the signal ended it
 */
export async function watchBalloon(
  guest: NamedTarget,
  { signal, pollingSeconds, openView, procRoot, whenBusy }: WatchBalloonOptions,
): Promise<Problem | undefined> {
  const { target } = guest;
  const [first] = target.monitors;
  try {
    const options = { signal, procRoot, whenBusy };
    const ended = await withMonitor(target, options, async (client, { socket = first }) => {
      const found = await introduce(guest, client, signal);
      if ('kind' in found || socket === undefined) return found;
      using view = await openView(found.intro);
      await followBalloon(client, {
        ...{ target, socket, signal, pollingSeconds },
        sample: found.sample,
        device: found.intro.device,
        onItem: (item) => view.onItem(item),
        onPresent: (present) => view.onPresent(present),
      });
      return {};
    });
    return 'kind' in ended && !signal.aborted ? ended : undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (first === undefined) throw error;
    return problemOf(first.address, error);
  }
}
