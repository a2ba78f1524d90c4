import { fileName, type NamedGuest, uniqueNames } from '../model/guest-name.js';

interface Kept {
  /** What the guest is called by itself, or by its user. */
  readonly own: string;
  readonly name: string;
}

/**
 * Gives guests names that differ, and leaves each its name for as long as it is here: a newcomer of the same name renames
 * nobody, or the series of an old guest would break.
 */
export class StableNames {
  #kept: ReadonlyMap<object, Kept> = new Map();

  /**
   * @param guests what they are called by themselves, by what tells them apart from sweep to sweep
   * @returns the names in their order, and a warning for each set of equal ones
   */
  assign(guests: readonly (readonly [key: object, guest: NamedGuest])[]): {
    readonly names: readonly string[];
    readonly warnings: readonly string[];
  } {
    const now = new Map<object, Kept>();
    for (const [key, { name }] of guests) {
      const kept = this.#kept.get(key);
      if (kept?.own === name) now.set(key, kept);
    }
    const newcomers = guests.filter(([key]) => !now.has(key));
    const old = Array.from(now.values(), ({ name }) => name);
    const { names } = uniqueNames(
      newcomers.map(([, guest]) => guest),
      old,
    );
    for (const [at, [key, { name: own }]] of newcomers.entries())
      now.set(key, { own, name: names[at] ?? own });
    this.#kept = now;
    return {
      names: guests.map(([key, { name }]) => now.get(key)?.name ?? name),
      warnings: warningsOf([...now.values()]),
    };
  }
}

function warningsOf(guests: readonly Kept[]): readonly string[] {
  const groups = new Map<string, Kept[]>();
  for (const guest of guests) {
    const key = fileName(guest.own);
    groups.set(key, [...(groups.get(key) ?? []), guest]);
  }
  return [...groups].flatMap(([key, group]) => {
    if (group.length === 1) return [];
    const who = group.some(({ own, name }) => own === name) ? 'whoever came later' : 'each of them';
    return [`${group.length} guests are named ${key}: ${who} got a suffix`];
  });
}
