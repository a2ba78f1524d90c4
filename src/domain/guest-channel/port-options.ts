import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QemuExecutor } from '../../protocol/qmp/qmp-client.js';
import { readProperty } from '../../qemu/property.js';
import type { SerialPort } from '../../qemu/serial-ports.js';
import { asCount, asRecord, type UnknownRecord } from '../../support/decode.js';
import type { NamedDevice } from '../devices/check-attachment.js';
import type { PortPlan } from './plan-port.js';

/**
 * Writes what was plugged in as options of QEMU's command line, with the addresses that it has got: for the next start, and for the
 * destination of a migration, which needs the same devices.
 */
export async function portOptions(
  qmp: QemuExecutor,
  { chardev, card, port }: PortPlan,
  { number }: SerialPort,
  options?: ExecuteOptions,
): Promise<readonly string[]> {
  const slot = card && (await readProperty(qmp, `/machine/peripheral/${card.id}`, 'addr', options));
  return [
    chardevOption(chardev),
    ...(card === undefined ? [] : [deviceOption({ ...card, addr: slotOf(slot) })]),
    deviceOption({ ...port, nr: number }),
  ];
}

function chardevOption({ id, backend }: PortPlan['chardev']): string {
  const { addr, ...settings } = asRecord(asRecord(backend)?.data) ?? {};
  return `-chardev ${encode('socket', { id, ...asRecord(asRecord(addr)?.data), ...settings })}`;
}

function deviceOption({ driver, ...properties }: NamedDevice): string {
  return `-device ${encode(driver, properties)}`;
}

/** QEMU returns a PCI slot as one number, device and function, and takes it as `9.0`. */
function slotOf(value: unknown): string | undefined {
  const number = asCount(value);
  return number === undefined ? undefined : `${(number >> 3).toString(16)}.${number & 7}`;
}

/** In the syntax of QemuOpts, whose comma is doubled within a value; quoted for a shell where that needs it. */
function encode(first: string, settings: UnknownRecord): string {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const text = [first, ...given.map(([name, value]) => `${name}=${encodeValue(value)}`)].join(',');
  return /^[\w,./=:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function encodeValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value).replaceAll(',', ',,');
}
