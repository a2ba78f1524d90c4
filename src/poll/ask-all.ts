import { setImmediate } from 'node:timers/promises';
import { Limit } from '../support/limit.js';
import { within } from '../support/within.js';
import type { PolledGuest } from './polled-guest.js';

/**
 * More at once are not faster: our own work is what takes the time. The loop handles all answers that are there before it turns to
 * others, such as a guest that asks on its channel.
 */
const MAX_ASKED_AT_ONCE = 12;
/** A slow guest gives up its slot after this long, so that hung guests cannot starve the rest. */
const SLOT_MS = 12;
/** A guest that hung before gets this long after the others: one that has recovered answers at once. */
const GRACE_MS = 20;
/** Of so many guests one is a fraction of a millisecond of our own work; between them the loop serves whoever asks the daemon. */
export const BATCH = 4;

/**
 * Asks guests side by side, in a sweep that ends when the signal fires.
 *
 * Resolves when every guest that answered the last time, or is new, has answered or failed; the others get a moment more.
 * Answers that arrive later belong to the next sweep.
 *
 * @param begin probes a guest's process before it is asked; returns the guest that is there now, if any
 * @param meanwhile reads what else is needed of a guest, while its QEMU works on the answer
 * @returns the guests that were begun with, in order
 */
export async function askAll(
  guests: readonly PolledGuest[],
  begin: (guest: PolledGuest) => PolledGuest | undefined,
  meanwhile: (guest: PolledGuest) => void,
  signal: AbortSignal,
): Promise<readonly PolledGuest[]> {
  const limit = new Limit(MAX_ASKED_AT_ONCE);
  const begun: PolledGuest[] = [];
  const awaited: Promise<void>[] = [];
  const others: Promise<void>[] = [];
  for (const [at, listed] of guests.entries()) {
    if (at % BATCH === 0 && !signal.aborted) await setImmediate();
    const guest = begin(listed);
    if (guest === undefined) continue;
    begun.push(guest);
    const { isTrusted } = guest;
    const answered = ask(guest, limit, signal);
    (isTrusted ? awaited : others).push(answered);
  }
  for (const [at, guest] of begun.entries()) {
    if (at % BATCH === 0) await setImmediate();
    meanwhile(guest);
  }
  const answered = Promise.all(awaited).then(() => within(GRACE_MS, Promise.all(others)));
  await Promise.race([answered, aborted(signal)]);
  return begun;
}

/** Resolves when the guest has answered; a slow guest frees its slot before. */
function ask(guest: PolledGuest, limit: Limit, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    void limit.run(() => {
      const answered = guest.ask(signal);
      answered.then(resolve, resolve);
      return within(SLOT_MS, answered);
    });
  });
}

/** Resolves when the signal fires. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
