import { findGuest } from '../../../discover/find-guest.js';
import type { Target } from '../../../discover/target.js';
import type { AddedPort } from '../../../domain/guest-channel/add-port.js';
import type { PortWish } from '../../../domain/guest-channel/plan-port.js';
import { defaultPortPath } from '../../../domain/guest-channel/port-path.js';
import { stripControls, terminalSafe } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { requireControl } from '../../control/control-options.js';
import { UsageError } from '../../usage.js';
import { endOf } from '../shared-options.js';
import { withGuest } from '../with-guest.js';
import type { GuestChannelAddOptions } from './command.js';

const NO_DRIVER =
  'no driver in the guest has taken the new card yet: it does when the guest runs, and has one for virtio-serial (Linux: virtio_console)';
const RELOAD =
  'a qgauge serve that runs takes these lines from its configuration on SIGHUP (systemctl reload qgauge-serve)';

/** Plugs the port into a guest that runs, and prints what the configuration needs to serve it. */
export async function guestChannelAdd(
  guest: string,
  options: GuestChannelAddOptions,
  context: Context,
): Promise<number> {
  requireControl('this plugs a port into the guest', options);
  const end = endOf(options);
  const found = findGuest(guest);
  const wish = { id: options.id, ...(end ?? defaultEnd(found.target)) };
  return withGuest(found, options, context, async ({ domain, name }) => {
    const added = await domain.addChannelPort(wish);
    if (added !== undefined) await report(name, wish, added, context);
    return EXIT.ok;
  });
}

function defaultEnd(target: Target): PortWish {
  const path = defaultPortPath(target);
  if (path !== undefined) return { way: 'connect', path };
  throw new UsageError(
    'its monitor is not at a path beside which QEMU could listen: name one, by --connect PATH or --listen PATH',
  );
}

async function report(
  name: string,
  { way, path }: PortWish,
  { port, bus, card, isSetUp, options }: AddedPort,
  { out, warn }: Context,
): Promise<void> {
  const { stringify } = await import('yaml');
  const shown = terminalSafe(name, 100);
  const id = terminalSafe(port.device.id ?? port.device.path);
  const end = way === 'connect' ? 'QEMU listens' : 'QEMU connects, once qgauge listens';
  out(`# ${shown}: port ${id} on bus ${terminalSafe(bus)}; ${end} at ${terminalSafe(path)}\n`);
  out(stripLines(stringify({ guests: [{ name, channel: { [way]: path } }] })));
  if (card !== undefined && isSetUp !== true) warn(`${shown}: ${NO_DRIVER}`);
  warn(`${shown}: ${RELOAD}`);
  warn(
    `${shown}: the port lasts until this QEMU ends. Its next start, and the destination of a migration, need ${stripControls(options.join(' '))}`,
  );
}

/** Removes what a terminal would obey, but for the ends of lines. */
function stripLines(text: string): string {
  return text
    .split('\n')
    .map((line) => stripControls(line))
    .join('\n');
}
