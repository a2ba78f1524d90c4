import { setImmediate } from 'node:timers/promises';
import { Limit } from '../support/limit.js';
import { within } from '../support/within.js';
import type { PolledGuest } from './polled-guest.js';

/** More at once would not be faster: the memory of those that wait would only live longer, and cost more to clear up. */
const MAX_ASKED_AT_ONCE = 48;
/** Who has not answered by then waits on without a place among those: many that hang must not keep the others out. */
const PLACE_MS = 50;
/** Who hung and does so no longer answers in a moment; who goes on hanging has mostly been seen to, and is not asked. */
const GRACE_MS = 20;
/** So many guests are begun with before those that were begun with are served. */
const BATCH = 64;

/**
 * Asks guests side by side, in a sweep that ends when the signal fires.
 *
 * Resolves when those have answered, or failed, that are worth waiting for: those that answered the last time, and new
 * ones. What the others say in that time, or a moment later, is in the sweep too.
 *
 * @param look looks at a guest's process before it is asked: which guest is there now, if any
 * @param meanwhile what else is to be read of each, while their QEMUs work on the answers
 */
export async function askAll(
  guests: readonly PolledGuest[],
  look: (guest: PolledGuest) => PolledGuest | undefined,
  meanwhile: (guest: PolledGuest) => void,
  signal: AbortSignal,
): Promise<readonly PolledGuest[]> {
  const limit = new Limit(MAX_ASKED_AT_ONCE);
  const looked: PolledGuest[] = [];
  const awaited: Promise<void>[] = [];
  const others: Promise<void>[] = [];
  for (const [at, listed] of guests.entries()) {
    if (at % BATCH === BATCH - 1 && !signal.aborted) await setImmediate();
    const guest = look(listed);
    if (guest === undefined) continue;
    looked.push(guest);
    const { isTrusted } = guest;
    const answered = ask(guest, limit, signal);
    (isTrusted ? awaited : others).push(answered);
  }
  for (const [at, guest] of looked.entries()) {
    if (at % BATCH === BATCH - 1) await setImmediate();
    meanwhile(guest);
  }
  const answered = Promise.all(awaited).then(() => within(GRACE_MS, Promise.all(others)));
  await Promise.race([answered, aborted(signal)]);
  return looked;
}

/** Resolves when the guest has answered; its place is free before that when it takes long. */
function ask(guest: PolledGuest, limit: Limit, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    void limit.run(() => {
      const answered = guest.ask(signal);
      answered.then(resolve, resolve);
      return within(PLACE_MS, answered);
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
