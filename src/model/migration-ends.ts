import type { GuestSnapshot } from './snapshot.js';

/** A guest, and whether its QEMU was started to receive a migration (-incoming). */
export type PerhapsMigrating = readonly [guest: GuestSnapshot, isIncoming: boolean];

/**
 * Sets aside the other end of a migration, where both ends are on this host: one guest is two processes until the older one
 * is ended. The name stays with the end that has the guest; the other one gets a suffix, and is marked for sums to leave it
 * out.
 *
 * @returns the guests in their order
 */
export function setMigrationEndsAside(guests: readonly PerhapsMigrating[]): readonly GuestSnapshot[] {
  const ends = guests.map(([guest, isIncoming]) => endOf(guest, isIncoming));
  return guests.map(([guest], at) => {
    const migration = ends[at];
    const isElsewhere = (other: GuestSnapshot, otherAt: number) =>
      otherAt !== at && isSame(guest, other) && hasGuest(ends[otherAt], migration);
    const isAside = migration !== undefined && guests.some(([other], otherAt) => isElsewhere(other, otherAt));
    return isAside ? { ...guest, name: `${guest.name}-${migration}`, migration } : guest;
  });
}

type End = NonNullable<GuestSnapshot['migration']>;

/** Which end of a migration it seems to be; `undefined` for a guest that is at home here. */
function endOf({ qemu }: GuestSnapshot, isIncoming: boolean): End | undefined {
  const runState = qemu?.runState;
  if (runState === 'postmigrate') return 'outgoing';
  return runState === 'inmigrate' || (runState === undefined && isIncoming) ? 'incoming' : undefined;
}

/** Whether the one end has the guest and not the other one. While it is handed over, it still counts as that of the source. */
function hasGuest(one: End | undefined, other: End | undefined): boolean {
  return one === undefined || (one === 'outgoing' && other === 'incoming');
}

function isSame(a: GuestSnapshot, b: GuestSnapshot): boolean {
  return a.name === b.name && a.uuid === b.uuid;
}
