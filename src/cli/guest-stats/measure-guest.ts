import type { GuestSnapshot, HostSnapshot, Snapshot } from '../../model/snapshot.js';
import { poll } from '../../poll/poller.js';
import { looksLikeAddress } from '../../protocol/transport/address.js';
import { accountsFile } from '../accounts-file.js';
import { chooseGuests, findChosen } from '../choose-guests.js';
import type { Context } from '../context.js';
import { snapshotOfDaemon } from '../daemon-snapshots.js';

export interface MeasuredGuest {
  readonly guest: GuestSnapshot;
  readonly host: HostSnapshot;
}

/**
 * What a daemon has measured last of a guest, else what one sweep shows, which asks no other guest. `undefined` when the guest has
 * ended meanwhile.
 *
 * @throws {NoSuchGuestError}
 */
export async function measureGuest(
  guest: string,
  { direct }: { readonly direct: boolean },
  context: Context,
): Promise<MeasuredGuest | undefined> {
  const served = direct ? undefined : pick(await snapshotOfDaemon([guest], context));
  // A daemon measures this only where its configuration says so.
  if (served?.guest.account) return served;
  const choice = chooseGuests([guest], []);
  findChosen(choice, undefined);
  const { guests, select } = choice;
  const { signal } = context;
  const discover = !looksLikeAddress(guest);
  const sweeps = poll({ guests, select, discover, guestStats: true, accountsFile: accountsFile(), signal });
  return context.progress.during(
    () => ({ what: 'measuring the guest' }),
    async () => {
      for await (const snapshot of sweeps) return pick(snapshot);
      signal.throwIfAborted();
      return undefined;
    },
  );
}

function pick(snapshot: Snapshot | undefined): MeasuredGuest | undefined {
  const [guest] = snapshot?.guests ?? [];
  return snapshot && guest && { guest, host: snapshot.host };
}
