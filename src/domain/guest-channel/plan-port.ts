import type { QemuCommands } from '../../protocol/qapi/commands.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QemuVersion } from '../../protocol/qmp/greeting.js';
import type { QemuExecutor } from '../../protocol/qmp/qmp-client.js';
import { readChardevs } from '../../qemu/chardevs.js';
import { readDevices } from '../../qemu/devices.js';
import { readPciDevices } from '../../qemu/pci.js';
import { findPciBus } from '../../qemu/pci-slots.js';
import { hasFreePort, readSerialBuses, type SerialBus } from '../../qemu/serial-ports.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { PortError } from './port-error.js';

/** The name under which a program in the guest looks for the port. */
export const PORT_NAME = 'org.qgauge.0';

/** The port to plug in. */
export interface PortWish {
  /** Of the port and of its character device; those of what else is plugged in begin with it. */
  readonly id: string;
  /** As in the configuration. `connect`: QEMU listens at the path. `listen`: QEMU connects to it, again a second after each end. */
  readonly way: 'connect' | 'listen';
  readonly path: string;
}

type Command = 'chardev-add' | 'device_add';

/** A command that changes the machine. */
export type PlugCommand = {
  readonly [Name in Command]: { readonly execute: Name; readonly arguments: QemuCommands[Name]['arguments'] };
}[Command];

/** What a port needs, in this order. */
export interface PortPlan {
  readonly commands: readonly PlugCommand[];
  /** The bus that it goes to. */
  readonly bus: string;
  /** The id of the card that is plugged in for it; `undefined` where the machine has a bus already. */
  readonly card: string | undefined;
}

/** What is to be known of a guest whose port is planned. */
export interface PlanContext extends ExecuteOptions {
  /** Its name, for messages. */
  readonly guest: string;
  readonly version: QemuVersion;
}

/** The id of the card that is plugged in for a port. */
export function cardOf(id: string): string {
  return `${id}-bus`;
}

/**
 * Plans how to plug a port into a running machine: onto a bus of virtio-serial that it has, else onto a new one. Changes nothing.
 *
 * @throws {PortError} when it has the port already, an id is taken, or it has no place for the port
 */
export async function planPort(
  qmp: QemuExecutor,
  wish: PortWish,
  { guest, version, ...options }: PlanContext,
): Promise<PortPlan> {
  const buses = await readSerialBuses(qmp, options);
  await checkFree(qmp, wish, buses, guest, options);
  const bus = buses.find(hasFreePort)?.name;
  const { id } = wish;
  const card = bus === undefined ? await planCard(qmp, id, buses, guest, options) : undefined;
  const plan = { bus: bus ?? `${cardOf(id)}.0`, card: card && cardOf(id) };
  const port = { driver: 'virtserialport', id, bus: plan.bus, chardev: id, name: PORT_NAME };
  return {
    ...plan,
    commands: [
      // The likeliest to fail comes first, since a card is not gone before the guest has released it.
      { execute: 'chardev-add', arguments: { id, backend: backendOf(wish, version) } },
      ...(card === undefined ? [] : [card]),
      { execute: 'device_add', arguments: port },
    ],
  };
}

async function checkFree(
  qmp: QemuExecutor,
  { id }: PortWish,
  buses: readonly SerialBus[],
  guest: string,
  options: ExecuteOptions,
): Promise<void> {
  const chardevs = await readChardevs(qmp, options);
  const port = buses.flatMap(({ ports }) => ports).find(({ name }) => name === PORT_NAME);
  if (port !== undefined) {
    const { filename = 'no character device' } = chardevs.find(({ label }) => label === port.chardev) ?? {};
    const named = terminalSafe(port.device.id ?? port.device.path);
    // QEMU writes `disconnected:unix:/path,server=on` while nobody is connected.
    const end = terminalSafe(filename.replace(/^disconnected:/, ''));
    throw new PortError(guest, `it has the port ${PORT_NAME} already: ${named} at ${end}`);
  }
  const ids = (await readDevices(qmp, false, options)).map((device) => device.id);
  const taken = [
    ...[id, cardOf(id)].filter((name) => ids.includes(name)).map((name) => `a device ${name}`),
    ...(chardevs.some(({ label }) => label === id) ? [`a character device ${id}`] : []),
  ];
  if (taken.length === 0) return;
  throw new PortError(guest, `it has ${taken.join(' and ')} already: choose another id (--id)`);
}

async function planCard(
  qmp: QemuExecutor,
  id: string,
  buses: readonly SerialBus[],
  guest: string,
  options: ExecuteOptions,
): Promise<PlugCommand> {
  const bus = await findPciBus(qmp, options);
  if (bus === undefined) {
    const has = buses.length === 0 ? 'no virtio-serial bus' : 'no free port on its virtio-serial bus';
    const isPci = (await readPciDevices(qmp, options)).length > 0;
    throw new PortError(guest, `the machine has ${has}, ${isPci ? NO_SLOT : NO_PCI}`);
  }
  return { execute: 'device_add', arguments: { driver: 'virtio-serial-pci', id: cardOf(id), bus } };
}

const NO_SLOT =
  'and no free PCI slot that takes devices while it runs: start QEMU with -device virtio-serial-pci, or with -device pcie-root-port,id=rp0';
const NO_PCI = 'and no PCI: start QEMU with -device virtio-serial-device';

function backendOf(
  { way, path }: PortWish,
  { major, minor }: QemuVersion,
): QemuCommands['chardev-add']['arguments']['backend'] {
  const addr = { type: 'unix', data: { path } } as const;
  if (way === 'connect') return { type: 'socket', data: { addr, server: true, wait: false } };
  // In seconds it is deprecated since 9.2, and gone later.
  const isOld = major < 9 || (major === 9 && minor < 2);
  const again = isOld ? { reconnect: 1 } : { 'reconnect-ms': 1000 };
  return { type: 'socket', data: { addr, server: false, ...again } };
}
