import { fileName, type NamedGuest, uniqueNames } from '../../model/guest-name.js';

interface Kept {
  /** The guest's own name, or the one given in the settings. */
  readonly own: string;
  readonly name: string;
}

/**
 * Gives guests unique names, and keeps each name while its guest exists: a newcomer of the same name must not rename an old
 * guest, whose time series would break.
 */
export class StableNames {
  #kept: ReadonlyMap<object, Kept> = new Map();

  /**
   * @param guests by a key that identifies each guest in every sweep
   * @returns the names in the order of the guests, and a warning for each set of equal own names
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
    const which = group.some(({ own, name }) => own === name) ? 'the newer ones' : 'each of them';
    return [`${group.length} guests are named ${key}: ${which} got a suffix`];
  });
}
