import type { Snapshot } from '../model/snapshot.js';
import { type SnapshotOptions, type SnapshotProgress, takeSnapshot } from '../poll/take-snapshot.js';
import { findChosen, type GuestChoice, isEveryGuest } from './choose-guests.js';
import type { Context } from './context.js';

type Options = Omit<SnapshotOptions, 'targets' | 'sockets' | 'expected' | 'signal' | 'onProgress'>;

/**
 * Takes one snapshot of the chosen guests, shows how many have answered, and keeps the names that are new.
 *
 * @throws {NoSuchGuestError} when an argument is none of them
 */
export async function takeChosen(
  choice: GuestChoice,
  options: Options,
  { signal, progress }: Pick<Context, 'signal' | 'progress'>,
): Promise<Snapshot> {
  let asked: SnapshotProgress = { found: 0, done: 0 };
  using _shown = progress.show(() => ({
    what: 'asking the guests',
    limitSeconds: options.timeoutMs === undefined ? undefined : options.timeoutMs / 1000,
    soFar: `${asked.done} of ${asked.found} done`,
  }));
  const onProgress = (now: SnapshotProgress) => {
    asked = now;
  };
  const asking = { ...options, signal, onProgress };
  if (isEveryGuest(choice)) return await takeSnapshot({ ...asking, expected: choice.expected });
  const { targets, expected } = findChosen(choice, options.procRoot);
  const snapshot = await takeSnapshot({ ...asking, targets, expected });
  choice.lastNames?.update(snapshot, choice.guests);
  return snapshot;
}
