import { removePort } from '../../../domain/guest-channel/remove-port.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { UsageError } from '../../usage.js';
import { withGuest } from '../with-guest.js';
import type { GuestChannelRemoveOptions } from './command.js';

/** Unplugs the port of a guest, and what was plugged in for it. */
export async function guestChannelRemove(
  guest: string,
  { control = false, id }: GuestChannelRemoveOptions,
  context: Context,
): Promise<number> {
  if (!control) throw new UsageError('this unplugs a port of the guest: add --control to do it');
  const { out, warn, progress, signal } = context;
  return withGuest(guest, { control }, context, async ({ client, name }) => {
    const shown = terminalSafe(name, 100);
    const { removed, pendingCard } = await progress.during(
      () => ({ what: `unplugging the port of ${shown}` }),
      () => removePort(client, { guest: name, id, signal }),
    );
    if (removed.length > 0) out(`${shown}: unplugged ${removed.join(', ')}\n`);
    if (pendingCard === undefined) return EXIT.ok;
    warn(
      `${shown}: the guest has not released the card ${terminalSafe(pendingCard)} yet: it may be stopped, or have no driver for PCI hotplug; the card is gone once the guest has released it, at its next reset at the latest`,
    );
    return EXIT.failed;
  });
}
