import { CommandError } from '../../protocol/qmp/errors.js';
import { readSerialBuses, type SerialBus, type SerialPort } from '../../qemu/serial-ports.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { UNPLUG_MS } from './add-port.js';
import { cardOf, PORT_NAME } from './plan-port.js';
import { PortError } from './port-error.js';
import { type PlugClient, unplug } from './unplug.js';

/** How to unplug a port. */
export interface RemovePortOptions {
  /** The guest's name, for messages. */
  readonly guest: string;
  /** The id that the port had, to find a card that was left without it. */
  readonly id: string;
  /** How long the guest may take to release the card, in milliseconds (default: 10000). */
  readonly unplugMs?: number | undefined;
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
  { guest, id, unplugMs = UNPLUG_MS }: RemovePortOptions,
): Promise<RemovedPort> {
  const buses = await readSerialBuses(qmp);
  const bus = buses.find(({ ports }) => ports.some(isOurs)) ?? buses.find((other) => isLeft(other, id));
  if (bus === undefined) throw new PortError(guest, `it has no port ${PORT_NAME}`);
  const removal = new Removal(qmp, guest);
  const port = bus.ports.find(isOurs);
  if (port !== undefined) await removal.port(port);
  const isOurCard = port === undefined || bus.device.id === cardOf(port.device.id ?? '');
  const isFree = bus.isHotplugged && bus.ports.every((other) => other === port);
  const isGone = !isOurCard || !isFree || (await removal.card(bus, unplugMs));
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
    const named = terminalSafe(id ?? path);
    await this.#try(`port ${named}`, () => unplug(this.#qmp, id ?? path, UNPLUG_MS));
    this.removed.push(`port ${named}${isHotplugged ? '' : ', which QEMU was started with'}`);
    if (chardev === undefined) return;
    const label = terminalSafe(chardev);
    await this.#try(`character device ${label}`, async () => {
      await this.#qmp.execute('chardev-remove', { id: chardev });
      return true;
    });
    this.removed.push(`character device ${label}`);
  }

  /** @returns whether the guest has released it in time */
  async card({ device: { id, path } }: SerialBus, ms: number): Promise<boolean> {
    const named = id ?? path;
    let isGone = false;
    await this.#try(`card ${named}`, async () => {
      isGone = await unplug(this.#qmp, named, ms);
      return true;
    });
    if (isGone) this.removed.push(`card ${named}`);
    return isGone;
  }

  async #try(what: string, work: () => Promise<boolean>): Promise<void> {
    const done = this.removed.length === 0 ? '' : `; unplugged: ${this.removed.join(', ')}`;
    let isDone: boolean;
    try {
      isDone = await work();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const why = terminalSafe(error.description, 300);
      throw new PortError(this.#guest, `QEMU keeps the ${what}: ${why}${done}`, { cause: error });
    }
    if (!isDone) throw new PortError(this.#guest, `QEMU has not removed the ${what} in time${done}`);
  }
}
