import type { QemuCommands } from '../../protocol/qapi/commands.js';
import { readChardevs } from '../../qemu/chardevs.js';
import { readDevices } from '../../qemu/devices.js';
import { readPciDevices } from '../../qemu/pci.js';
import { findFreePlace, readPciPlaces } from '../../qemu/pci-places.js';
import { hasFreePort, readSerialBuses, type SerialBus } from '../../qemu/serial-ports.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { NamedDevice } from '../devices/check-attachment.js';
import type { QmpReach } from '../qmp-reach.js';

/** The name under which a program in the guest looks for the port. */
export const PORT_NAME = 'org.qgauge.0';

export const DEFAULT_PORT_ID = 'qgauge0';

/** The port to plug in. */
export interface PortWish {
  /** Of the port and of its character device; those of what else is plugged in begin with it (default: `qgauge0`). */
  readonly id?: string | undefined;
  /** As in the configuration. `connect`: QEMU listens at the path. `listen`: QEMU connects to it, again a second after each end. */
  readonly way: 'connect' | 'listen';
  readonly path: string;
}

/** The arguments of chardev-add. */
type PlannedChardev = QemuCommands['chardev-add']['arguments'];

/** What a port needs, in this order. */
export interface PortPlan {
  readonly chardev: PlannedChardev;
  /** The card that is plugged in for it; `undefined` where the machine has a bus already. */
  readonly card: NamedDevice | undefined;
  readonly port: NamedDevice & { readonly bus: string };
}

/** The id of the card that is plugged in for a port. */
export function cardOf(id: string): string {
  return `${id}-bus`;
}

/**
 * Plans how to plug a port into a running machine: onto a bus of virtio-serial that it has, else onto a new one. Changes nothing.
 *
 * @throws {ControlRefusedError} when it has the port already, an id is taken, or it has no place for the port
 */
export async function planPort(reach: QmpReach, wish: PortWish): Promise<PortPlan> {
  const { qmp, options } = reach;
  const buses = await readSerialBuses(qmp, options);
  const { id = DEFAULT_PORT_ID } = wish;
  await checkFree(reach, id, buses);
  const bus = buses.find(hasFreePort)?.name;
  const card = bus === undefined ? await planCard(reach, id, buses) : undefined;
  return {
    chardev: { id, backend: backendOf(wish, await qmp.execute('query-version', undefined, options)) },
    card,
    port: { driver: 'virtserialport', id, bus: bus ?? `${cardOf(id)}.0`, chardev: id, name: PORT_NAME },
  };
}

async function checkFree(
  { qmp, options, name: guest }: QmpReach,
  id: string,
  buses: readonly SerialBus[],
): Promise<void> {
  const chardevs = await readChardevs(qmp, options);
  const port = buses.flatMap(({ ports }) => ports).find(({ name }) => name === PORT_NAME);
  if (port !== undefined) {
    const { filename = 'no character device' } = chardevs.find(({ label }) => label === port.chardev) ?? {};
    const named = terminalSafe(port.device.id ?? port.device.path);
    // QEMU writes `disconnected:unix:/path,server=on` while nobody is connected.
    const end = terminalSafe(filename.replace(/^disconnected:/, ''));
    throw new ControlRefusedError(guest, `it has the port ${PORT_NAME} already: ${named} at ${end}`);
  }
  const ids = (await readDevices(qmp, false, options)).map((device) => device.id);
  const taken = [
    ...[id, cardOf(id)].filter((name) => ids.includes(name)).map((name) => `a device ${name}`),
    ...(chardevs.some(({ label }) => label === id) ? [`a character device ${id}`] : []),
  ];
  if (taken.length === 0) return;
  throw new ControlRefusedError(guest, `it has ${taken.join(' and ')} already: choose another id (--id)`);
}

async function planCard(
  { qmp, options, name }: QmpReach,
  id: string,
  buses: readonly SerialBus[],
): Promise<NamedDevice> {
  const place = findFreePlace(await readPciPlaces(qmp, options));
  if (place !== undefined) return { driver: 'virtio-serial-pci', id: cardOf(id), bus: place.bus };
  const has = buses.length === 0 ? 'no virtio-serial bus' : 'no free port on its virtio-serial bus';
  const isPci = (await readPciDevices(qmp, options)).length > 0;
  throw new ControlRefusedError(name, `the machine has ${has}, ${isPci ? NO_SLOT : NO_PCI}`);
}

const NO_SLOT =
  'and no free PCI slot that takes devices while it runs: start QEMU with -device virtio-serial-pci, or with -device pcie-root-port,id=rp0';
const NO_PCI = 'and no PCI: start QEMU with -device virtio-serial-device';

function backendOf(
  { way, path }: PortWish,
  { qemu: { major, minor } }: QemuCommands['query-version']['reply'],
): PlannedChardev['backend'] {
  const addr = { type: 'unix', data: { path } } as const;
  if (way === 'connect') return { type: 'socket', data: { addr, server: true, wait: false } };
  // In seconds it is deprecated since 9.2, and gone later.
  const isOld = major < 9 || (major === 9 && minor < 2);
  const again = isOld ? { reconnect: 1 } : { 'reconnect-ms': 1000 };
  return { type: 'socket', data: { addr, server: false, ...again } };
}
