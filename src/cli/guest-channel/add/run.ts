import type { Target } from '../../../discover/target.js';
import { addPort } from '../../../domain/guest-channel/add-port.js';
import { awaitDriver } from '../../../domain/guest-channel/await-driver.js';
import { type PortPlan, type PortWish, planPort } from '../../../domain/guest-channel/plan-port.js';
import { portOptions } from '../../../domain/guest-channel/port-options.js';
import { checkPortPath, defaultPortPath } from '../../../domain/guest-channel/port-path.js';
import { escapeControls, stripControls, terminalSafe } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { UsageError } from '../../usage.js';
import { endOf } from '../shared-options.js';
import { type OpenGuest, withGuest } from '../with-guest.js';
import type { GuestChannelAddOptions } from './command.js';

const UNCONTROLLED =
  'this plugs a port into the guest: add --control to do it, or --dry-run to see the commands';

const NO_DRIVER =
  'no driver in the guest has taken the new card within 5 s: it does when the guest runs, and has one for virtio-serial (Linux: virtio_console)';

/** Plugs the port into a guest that runs, and prints what the configuration needs to serve it. */
export async function guestChannelAdd(
  guest: string,
  options: GuestChannelAddOptions,
  context: Context,
): Promise<number> {
  const { control = false, dryRun = false } = options;
  if (!control && !dryRun) throw new UsageError(UNCONTROLLED);
  const end = endOf(options);
  return withGuest(guest, { control: control && !dryRun }, context, async (open) => {
    const wish = { id: options.id, ...(end ?? defaultEnd(open.target)) };
    const { version } = open.client.greeting;
    const { signal } = context;
    const plan = await planPort(open.client, wish, { guest: open.name, version, signal });
    checkPortPath(wish, open.target, { guest: open.name });
    return dryRun ? print(plan, context) : await add(open, wish, plan, context);
  });
}

function defaultEnd(target: Target): Omit<PortWish, 'id'> {
  const path = defaultPortPath(target);
  if (path !== undefined) return { way: 'connect', path };
  throw new UsageError(
    'its monitor is not at a path beside which QEMU could listen: name one, by --connect PATH or --listen PATH',
  );
}

function print({ commands }: PortPlan, { out }: Context): number {
  out(commands.map((command) => `${escapeControls(JSON.stringify(command))}\n`).join(''));
  return EXIT.ok;
}

async function add(
  { client, name }: OpenGuest,
  wish: PortWish,
  plan: PortPlan,
  context: Context,
): Promise<number> {
  const { out, warn, signal } = context;
  const shown = terminalSafe(name, 100);
  const { port } = await addPort(client, plan, { guest: name, signal });
  const { stringify } = await import('yaml');
  const { id, way, path } = wish;
  const end = way === 'connect' ? 'QEMU listens' : 'QEMU connects, once qgauge listens';
  out(`# ${shown}: port ${id} on bus ${terminalSafe(plan.bus)}; ${end} at ${terminalSafe(path)}\n`);
  out(stripLines(stringify({ guests: [{ name, channel: { [way]: path } }] })));
  if (plan.card !== undefined && !(await isTaken(client, plan.card, context))) {
    warn(`${shown}: ${NO_DRIVER}`);
  }
  const lasting = await portOptions(client, plan, port, { signal });
  warn(
    `${shown}: the port lasts until this QEMU ends. Its next start, and the destination of a migration, need ${stripControls(lasting.join(' '))}`,
  );
  return EXIT.ok;
}

function isTaken(client: OpenGuest['client'], card: string, { progress, signal }: Context): Promise<boolean> {
  return progress.during(
    () => ({ what: 'waiting for a driver in the guest' }),
    () => awaitDriver(client, card, { signal }),
  );
}

/** Removes what a terminal would obey, but for the ends of lines. */
function stripLines(text: string): string {
  return text
    .split('\n')
    .map((line) => stripControls(line))
    .join('\n');
}
