import { readChardevs } from '../../qemu/chardevs.js';
import { readSerialBuses, type SerialPort } from '../../qemu/serial-ports.js';
import type { ControlReach } from '../control/control.js';
import type { CallOptions } from '../control/control-options.js';
import { removalOf } from '../devices/backends.js';
import { plugIn } from '../devices/plug-in.js';
import { waitForSetUp } from '../devices/set-up.js';
import { UnsupportedError } from '../domain-error.js';
import { PORT_NAME, type PortPlan, type PortWish, planPort } from './plan-port.js';
import { portOptions } from './port-options.js';
import { checkPortPath } from './port-path.js';

/** With 5 seconds for the guest. */
const USUAL_MS = 20_000;

/** A port as QEMU shows it. */
export interface AddedPort {
  readonly port: SerialPort;
  /** The bus that it is on. */
  readonly bus: string;
  /** As query-chardev has it, e.g. `disconnected:unix:/run/vm1/qgauge.sock,server=on`. */
  readonly filename: string;
  /** The id of the card that was plugged in for it; `undefined` where the machine had a bus already. */
  readonly card: string | undefined;
  /** Whether a driver of the guest has taken the card; `undefined` without one, and for a guest that does not run. */
  readonly isSetUp: boolean | undefined;
  /** Options of QEMU's command line for the same port: for its next start, and for the destination of a migration. */
  readonly options: readonly string[];
}

/**
 * Plugs the port of a guest's channel in: onto a bus of virtio-serial that the machine has, else onto a card that is plugged in for
 * it. What was done is undone when a later step is refused.
 *
 * Resolves when QEMU shows the port. Whether the guest has a driver for it, QEMU does not report before a program opens it.
 *
 * @returns `undefined` in a dry run
 * @throws {ControlRefusedError} when it has the port already, an id or the path is taken, or it has no place for the port
 */
export async function addPort(
  reach: ControlReach,
  wish: PortWish,
  options: CallOptions = {},
): Promise<AddedPort | undefined> {
  const { qmp, options: ask, name, target, procRoot, control } = reach;
  return control.call('addChannelPort', { usualMs: USUAL_MS, ...options }, async (call) => {
    const plan = await planPort(reach, wish);
    const { chardev, card, port } = plan;
    checkPortPath(wish, target, { guest: name, procRoot });
    const undo = removalOf({ kind: 'chardev', id: chardev.id });
    // The likeliest to fail comes first, since a card is not gone before the guest has let go of it.
    await call.qemu('chardev-add', { ...chardev }, { undo });
    if (card !== undefined) await plugIn(call, reach, card);
    await plugIn(call, reach, port);
    if (call.isDryRun) return undefined;
    const shown = await readBack(reach, plan);
    const lasting = await portOptions(qmp, plan, shown.port, ask);
    // The last, since its deadline is no failure.
    const isSetUp = card && (await waitForSetUp(call, reach, card.id));
    return { ...shown, bus: port.bus, card: card?.id, isSetUp, options: lasting };
  });
}

/** @throws {UnsupportedError} when QEMU has accepted everything, and shows no port */
async function readBack(
  { qmp, options, name }: ControlReach,
  { port: { bus } }: PortPlan,
): Promise<Pick<AddedPort, 'port' | 'filename'>> {
  const buses = await readSerialBuses(qmp, options);
  const port = buses.find(({ name }) => name === bus)?.ports.find(({ name }) => name === PORT_NAME);
  const chardev = (await readChardevs(qmp, options)).find(({ label }) => label === port?.chardev);
  if (port !== undefined && chardev !== undefined) return { port, filename: chardev.filename };
  throw new UnsupportedError(name, 'QEMU has accepted the port, and does not show it');
}
