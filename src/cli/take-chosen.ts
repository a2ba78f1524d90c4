import type { Snapshot } from '../model/snapshot.js';
import { type SnapshotOptions, takeSnapshot } from '../poll/take-snapshot.js';
import { findChosen, type GuestChoice, isEveryGuest } from './choose-guests.js';

/**
 * Takes one snapshot of the chosen guests, and keeps the names that are new.
 *
 * @throws {NoSuchGuestError} when an argument is none of them
 */
export async function takeChosen(
  choice: GuestChoice,
  options: Omit<SnapshotOptions, 'targets' | 'sockets' | 'expected'>,
): Promise<Snapshot> {
  if (isEveryGuest(choice)) return takeSnapshot({ ...options, expected: choice.expected });
  const { targets, expected } = findChosen(choice, options.procRoot);
  const snapshot = await takeSnapshot({ ...options, targets, expected });
  choice.lastNames?.update(snapshot, choice.guests);
  return snapshot;
}
