import { readSerialBuses, type SerialBus, type SerialPort } from '../../qemu/serial-ports.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { controlCommand } from '../control/step.js';
import { removalOf } from '../devices/backends.js';
import { unplug } from '../devices/unplug.js';
import { cardOf, DEFAULT_PORT_ID, PORT_NAME } from './plan-port.js';

/** How to unplug a port. */
export interface RemovePortOptions extends CallOptions {
  /** The id that the port had, to find a card that was left without it (default: `qgauge0`). */
  readonly id?: string | undefined;
  /** How long the guest may take to let go of the card, in milliseconds (default: 10000). */
  readonly unplugMs?: number | undefined;
}

/** What has been unplugged. */
export interface RemovedPort {
  /** For people, e.g. `port qgauge0`. */
  readonly removed: readonly string[];
  /** The id of a card that the guest has not let go of yet. */
  readonly pendingCard: string | undefined;
}

const UNPLUG_MS = 10_000;
/** The port itself goes at once. */
const OTHER_MS = 10_000;

/**
 * Unplugs the port of a guest's channel, its character device, and the card that was plugged in for it if that has no other port. A
 * port that QEMU was started with is unplugged as well; its bus stays.
 *
 * @throws {ControlRefusedError} when there is none
 * @throws {ControlError} when QEMU or the guest refuses
 */
export async function removePort(
  reach: ControlReach,
  { id = DEFAULT_PORT_ID, unplugMs = UNPLUG_MS, ...options }: RemovePortOptions = {},
): Promise<RemovedPort> {
  const { qmp, options: ask, name, control } = reach;
  const limits = { usualMs: unplugMs + OTHER_MS, ...options };
  return control.call('removeChannelPort', limits, async (call) => {
    const buses = await readSerialBuses(qmp, ask);
    const bus = buses.find(({ ports }) => ports.some(isOurs)) ?? buses.find((other) => isLeft(other, id));
    if (bus === undefined) throw new ControlRefusedError(name, `it has no port ${PORT_NAME}`);
    const port = bus.ports.find(isOurs);
    const removed = port === undefined ? [] : await unplugPort(call, reach, port);
    const isOurCard = port === undefined || bus.device.id === cardOf(port.device.id ?? '');
    const isFree = bus.isHotplugged && bus.ports.every((other) => other === port);
    if (!isOurCard || !isFree) return { removed, pendingCard: undefined };
    const card = bus.device.id ?? bus.device.path;
    const advice = `the guest has the card ${terminalSafe(card, 60)} until it lets go of it, which it may still do`;
    const isGone = await unplug(call, reach, bus.device, { advice, patienceMs: unplugMs });
    return isGone
      ? { removed: [...removed, `card ${terminalSafe(card)}`], pendingCard: undefined }
      : { removed, pendingCard: card };
  });
}

function isOurs({ name }: SerialPort): boolean {
  return name === PORT_NAME;
}

/** The guest had not let go of the card when its port was unplugged. */
function isLeft({ device, ports, isHotplugged }: SerialBus, id: string): boolean {
  return device.id === cardOf(id) && isHotplugged && ports.length === 0;
}

/** @returns what has been unplugged, for people */
async function unplugPort(
  call: ControlCall,
  reach: ControlReach,
  { device, chardev, isHotplugged }: SerialPort,
): Promise<readonly string[]> {
  const what = `port ${terminalSafe(device.id ?? device.path)}`;
  await unplug(call, reach, device, { advice: controlCommand('guest-channel add', reach.name) });
  const removed = [isHotplugged ? what : `${what}, which QEMU was started with`];
  if (chardev === undefined) return removed;
  const { command, args } = removalOf({ kind: 'chardev', id: chardev });
  await call.qemu(command, { ...args });
  return [...removed, `character device ${terminalSafe(chardev)}`];
}
