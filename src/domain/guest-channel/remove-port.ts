import { CommandError } from '../../protocol/qmp/errors.js';
import { readSerialBuses, type SerialBus, type SerialPort } from '../../qemu/serial-ports.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { cardOf, PORT_NAME } from './plan-port.js';
import { PortError } from './port-error.js';
import { type PlugClient, type UnplugOptions, unplug } from './unplug.js';

/** How to unplug a port. */
export interface RemovePortOptions extends UnplugOptions {
  /** The guest's name, for messages. */
  readonly guest: string;
  /** The id that the port had, to find a card that was left without it. */
  readonly id: string;
}

/** What has been unplugged. */
export interface RemovedPort {
  /** For people, e.g. `port qgauge0`. */
  readonly removed: readonly string[];
  /** The id of a card that the guest has not released yet. */
  readonly pendingCard: string | undefined;
}

/**
 * Unplugs the port, its character device, and the card that was plugged in for it if that has no other port. A port that QEMU was
 * started with is unplugged as well; its bus stays.
 *
 * @throws {PortError} when there is none, or QEMU refuses; the message says what has been unplugged nevertheless
 */
export async function removePort(
  qmp: PlugClient,
  { guest, id, ...options }: RemovePortOptions,
): Promise<RemovedPort> {
  const buses = await readSerialBuses(qmp);
  const bus = buses.find(({ ports }) => ports.some(isOurs)) ?? buses.find((other) => isLeft(other, id));
  if (bus === undefined) throw new PortError(guest, `it has no port ${PORT_NAME}`);
  const removal = new Removal(qmp, guest);
  const port = bus.ports.find(isOurs);
  if (port !== undefined) await removal.port(port);
  const isOurCard = port === undefined || bus.device.id === cardOf(port.device.id ?? '');
  const isFree = bus.isHotplugged && bus.ports.every((other) => other === port);
  const isGone = !isOurCard || !isFree || (await removal.card(bus, options));
  return { removed: removal.removed, pendingCard: isGone ? undefined : bus.device.id };
}

function isOurs({ name }: SerialPort): boolean {
  return name === PORT_NAME;
}

/** The guest had not released the card when its port was unplugged. */
function isLeft({ device, ports, isHotplugged }: SerialBus, id: string): boolean {
  return device.id === cardOf(id) && isHotplugged && ports.length === 0;
}

/** Keeps what has been unplugged, for the message when the rest fails. */
class Removal {
  readonly removed: string[] = [];
  readonly #qmp: PlugClient;
  readonly #guest: string;

  constructor(qmp: PlugClient, guest: string) {
    this.#qmp = qmp;
    this.#guest = guest;
  }

  async port({ device: { id, path }, chardev, isHotplugged }: SerialPort): Promise<void> {
    const what = `port ${terminalSafe(id ?? path)}`;
    if (!(await this.#try(what, () => unplug(this.#qmp, id ?? path)))) {
      throw new PortError(this.#guest, `QEMU has not removed the ${what} in time`);
    }
    this.removed.push(isHotplugged ? what : `${what}, which QEMU was started with`);
    if (chardev === undefined) return;
    const end = `character device ${terminalSafe(chardev)}`;
    await this.#try(end, () => this.#qmp.execute('chardev-remove', { id: chardev }));
    this.removed.push(end);
  }

  /** @returns whether the guest has released it in time */
  async card({ device: { id, path } }: SerialBus, options: UnplugOptions): Promise<boolean> {
    const what = `card ${terminalSafe(id ?? path)}`;
    const isGone = await this.#try(what, () => unplug(this.#qmp, id ?? path, options));
    if (isGone) this.removed.push(what);
    return isGone;
  }

  async #try<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const why = terminalSafe(error.description, 300);
      const done = this.removed.length === 0 ? '' : `; unplugged: ${this.removed.join(', ')}`;
      throw new PortError(this.#guest, `QEMU keeps the ${what}: ${why}${done}`, { cause: error });
    }
  }
}
