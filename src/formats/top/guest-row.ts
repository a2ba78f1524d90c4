import type { GuestSnapshot } from '../../model/snapshot.js';
import type { CpuBase } from './cpu-figures.js';
import { keyedGuests } from './row-keys.js';
import type { TopRow, TopSource } from './top-screen.js';

/** A guest with what its columns need of the host. */
export interface GuestRow extends TopRow, CpuBase {
  readonly guest: GuestSnapshot;
  /** When the snapshot was taken, seconds since the epoch. */
  readonly takenAtSeconds: number;
}

export function guestRowsOf({ snapshot, host, cpuScale }: TopSource): readonly GuestRow[] {
  const { takenAtSeconds } = snapshot;
  return keyedGuests(snapshot).map(({ key, guest }) => ({ key, guest, host, cpuScale, takenAtSeconds }));
}
