import type { Duplex } from 'node:stream';
import { type Chardev, readChardevs } from '../../qemu/chardevs.js';
import { compareDevices, readDevices } from '../../qemu/devices.js';
import { readProperty } from '../../qemu/property.js';
import { asString } from '../../support/decode.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { NoSuchDeviceError } from '../domain-error.js';
import type { Reach } from '../reach.js';
import { openChardev } from './open-chardev.js';

/** Serial ports first, as a guest's own console is most often on one. */
const SERIAL = /^(?:isa-serial|pci-serial(?:-[24]x)?|usb-serial|spapr-vty|sclp(?:lm)?console|pl011)$/;
const CONSOLE = /^(?:virtconsole|virtio-console)$/;
const CAN_BE_OPENED = /^(?:disconnected:)?(?:unix|tcp|pty):/;

/** A console of the machine. */
interface Console {
  /** The id of its device, where it has one. */
  readonly id: string | undefined;
  readonly chardev: Chardev;
}

/**
 * Opens a console of the guest on this host: the socket or pty of a serial port or virtio console, by query-chardev. What is
 * written into the stream is typed there, and what the guest prints is read, byte for byte: it may hold whatever a terminal
 * would obey. The caller owns the stream, and destroys it; it does not need the Domain any more.
 *
 * @param label the label of its character device, such as `serial0`, or the id of its device (default: the first one that can be
 * opened)
 * @throws {NoSuchDeviceError} when there is no such console
 * @throws {ControlRefusedError} when it is neither a socket nor a pty, or another client has it
 */
export async function openConsole(
  reach: ControlReach,
  label?: string,
  options: CallOptions = {},
): Promise<Duplex> {
  const { name } = reach;
  return reach.control.call('openConsole', options, async (call) => {
    const consoles = await readConsoles(reach);
    const found = label === undefined ? firstOf(consoles) : pick(consoles, label);
    if (found === undefined && label === undefined)
      throw new ControlRefusedError(name, `${whyNone(consoles)}: start QEMU with ${EXAMPLE}`);
    if (found === undefined) throw new NoSuchDeviceError(name, 'console', label ?? '', labelsOf(consoles));
    return openChardev(reach, call, `console ${found.chardev.label}`, found.chardev);
  });
}

const EXAMPLE =
  '-chardev socket,id=serial0,path=/run/NAME.console,server=on,wait=off -serial chardev:serial0';

async function readConsoles({ qmp, options }: Pick<Reach, 'qmp' | 'options'>): Promise<readonly Console[]> {
  const chardevs = await readChardevs(qmp, options);
  const devices = (await readDevices(qmp, true, options)).toSorted(compareDevices);
  const ports = [SERIAL, CONSOLE].flatMap((types) => devices.filter(({ type }) => types.test(type)));
  const labels = await Promise.all(ports.map(({ path }) => readProperty(qmp, path, 'chardev', options)));
  return ports.flatMap(({ id }, at) => {
    const chardev = chardevs.find(({ label }) => label === asString(labels[at]));
    return chardev === undefined ? [] : [{ id, chardev }];
  });
}

function firstOf(consoles: readonly Console[]): Console | undefined {
  return consoles.find(({ chardev }) => CAN_BE_OPENED.test(chardev.filename));
}

function pick(consoles: readonly Console[], label: string): Console | undefined {
  return consoles.find(({ chardev }) => chardev.label === label) ?? consoles.find(({ id }) => id === label);
}

function labelsOf(consoles: readonly Console[]): readonly string[] {
  return consoles.map(({ chardev }) => chardev.label);
}

function whyNone(consoles: readonly Console[]): string {
  return consoles.length === 0
    ? 'the machine has no console'
    : `none of its consoles (${labelsOf(consoles).slice(0, 8).join(', ')}) is a socket or a pty`;
}
