import type { GuestSnapshot } from '../../model/snapshot.js';
import { absentGuest } from './unanswered-guest.js';

type Present = Pick<GuestSnapshot, 'name' | 'linux' | 'problem'>;

/** Whether a guest is there; one that is expected and gone is absent. One that exists and does not answer has a problem of its own. */
export function isPresent({ name, linux, problem }: Present, expected: ReadonlySet<string>): boolean {
  return linux !== undefined || problem?.kind !== 'gone' || !expected.has(name);
}

/** The expected guests that are not present among those found, each with the reason where there is one. */
export function absentGuests(
  expected: ReadonlySet<string>,
  found: readonly GuestSnapshot[],
): readonly GuestSnapshot[] {
  const present = found.filter((guest) => isPresent(guest, expected));
  const names = new Set(present.map(({ name }) => name));
  const why = new Map(found.map(({ name, problem }) => [name, problem]));
  return [...expected].filter((name) => !names.has(name)).map((name) => absentGuest(name, why.get(name)));
}
