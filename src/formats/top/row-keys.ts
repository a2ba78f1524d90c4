import type { GuestSnapshot, Snapshot } from '../../model/snapshot.js';
import { onceEach } from '../../support/once-each.js';

/** A guest with the key of its row, and the beginning of the keys of all that belongs to it. */
export interface KeyedGuest {
  readonly key: string;
  readonly guest: GuestSnapshot;
}

/**
 * Keys by the process, which a guest keeps for all of its life; without one by its name. Where processes cannot be told apart,
 * by both.
 */
export function keyedGuests({ guests }: Pick<Snapshot, 'guests'>): readonly KeyedGuest[] {
  return keyedOf(guests);
}

const keyedOf = onceEach((guests: readonly GuestSnapshot[]): readonly KeyedGuest[] => {
  const counts = new Map<string, number>();
  const keyed = guests.map((guest) => ({ guest, key: keyOf(guest) }));
  for (const { key } of keyed) counts.set(key, (counts.get(key) ?? 0) + 1);
  const unique = keyed.map(({ guest, key }) => {
    return { guest, key: counts.get(key) === 1 ? key : `${key} ${guest.name}` };
  });
  return uniqueKeys(unique);
});

function keyOf({ name, linux }: GuestSnapshot): string {
  return linux === undefined ? name : `${linux.pid}.${linux.startTicks}`;
}

/** Numbers the rows whose keys other rows before them have. */
export function uniqueKeys<Row extends { readonly key: string }>(rows: readonly Row[]): readonly Row[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return rows.map((row) => {
    let { key } = row;
    while (taken.has(key)) {
      const count = (counts.get(row.key) ?? 1) + 1;
      counts.set(row.key, count);
      key = `${row.key}#${count}`;
    }
    taken.add(key);
    return key === row.key ? row : { ...row, key };
  });
}
