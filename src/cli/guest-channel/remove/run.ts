import { findGuest } from '../../../discover/find-guest.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { requireControl } from '../../control/control-options.js';
import { withGuest } from '../with-guest.js';
import type { GuestChannelRemoveOptions } from './command.js';

/** Unplugs the port of a guest, and what was plugged in for it. */
export async function guestChannelRemove(
  guest: string,
  options: GuestChannelRemoveOptions,
  context: Context,
): Promise<number> {
  requireControl('this unplugs a port of the guest', options);
  const { out, warn } = context;
  const { id, dryRun } = options;
  return withGuest(findGuest(guest), options, context, async ({ domain, name }) => {
    const shown = terminalSafe(name, 100);
    const { removed, pendingCard } = await domain.removeChannelPort({ id });
    if (dryRun) return EXIT.ok;
    if (removed.length > 0) out(`${shown}: unplugged ${removed.join(', ')}\n`);
    if (pendingCard === undefined) return EXIT.ok;
    warn(
      `${shown}: the guest has not released the card ${terminalSafe(pendingCard)} yet: it may be stopped, or have no driver for PCI hotplug; the card is gone once the guest has released it, at its next reset at the latest`,
    );
    return EXIT.failed;
  });
}
