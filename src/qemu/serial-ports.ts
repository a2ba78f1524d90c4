import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asCount, asString } from '../support/decode.js';
import { compareDevices, type Device, readDevices } from './devices.js';
import { readProperty } from './property.js';
import { readChildren } from './qom-children.js';

/** A device with a bus of virtio-serial. */
export interface SerialBus {
  /** As `device_add` takes it, e.g. `virtio-serial0.0`. */
  readonly name: string;
  readonly path: string;
  readonly device: Device;
  /** Whether the device was plugged in while the machine ran. */
  readonly isHotplugged: boolean;
  /** The numbers of its ports are below this one. */
  readonly maxPorts: number;
  readonly ports: readonly SerialPort[];
}

/** A port of virtio-serial: a console, or a channel that the guest finds by its name. */
export interface SerialPort {
  readonly device: Device;
  /** E.g. `org.qemu.guest_agent.0`; `undefined` for a port without one. */
  readonly name: string | undefined;
  readonly number: number | undefined;
  /** The label of its character device. */
  readonly chardev: string | undefined;
  /** Whether it was plugged in while the machine ran. */
  readonly isHotplugged: boolean;
  readonly busPath: string | undefined;
}

/** QEMU's default. */
const MAX_PORTS = 31;

/** Reads the buses of virtio-serial and their ports, in the order of the devices: QOM. */
export async function readSerialBuses(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly SerialBus[]> {
  const devices = [...(await readDevices(qmp, false, options))].sort(compareDevices);
  const ports = await Promise.all(
    devices
      .filter(({ type }) => type === 'virtserialport' || type === 'virtconsole')
      .map((device) => readPort(qmp, device, options)),
  );
  const buses = await Promise.all(
    devices
      .filter(({ type }) => type.startsWith('virtio-serial-'))
      .map((device) => readBus(qmp, device, ports, options)),
  );
  return buses.flatMap((bus) => bus ?? []);
}

async function readPort(
  qmp: QemuExecutor,
  device: Device,
  options: ExecuteOptions | undefined,
): Promise<SerialPort> {
  const names = ['name', 'nr', 'chardev', 'hotplugged', 'parent_bus'] as const;
  const [name, number, chardev, isHotplugged, busPath] = await Promise.all(
    names.map((property) => readProperty(qmp, device.path, property, options)),
  );
  return {
    device,
    name: asString(name) || undefined,
    number: asCount(number),
    chardev: asString(chardev) || undefined,
    isHotplugged: asBoolean(isHotplugged) ?? false,
    busPath: asString(busPath) || undefined,
  };
}

/** On PCI the device with the bus is the backend of the one that was plugged in. */
async function readBus(
  qmp: QemuExecutor,
  device: Device,
  ports: readonly SerialPort[],
  options: ExecuteOptions | undefined,
): Promise<SerialBus | undefined> {
  for (const owner of [`${device.path}/virtio-backend`, device.path]) {
    const [path] = await readChildren(qmp, owner, /^virtio-serial-bus$/, options);
    if (path === undefined) continue;
    const [maxPorts, isHotplugged] = await Promise.all([
      readProperty(qmp, owner, 'max_ports', options),
      readProperty(qmp, device.path, 'hotplugged', options),
    ]);
    return {
      ...{ path, device, name: path.slice(owner.length + 1) },
      isHotplugged: asBoolean(isHotplugged) ?? false,
      maxPorts: asCount(maxPorts) ?? MAX_PORTS,
      ports: ports.filter(({ busPath }) => busPath === path),
    };
  }
  return undefined;
}

/** Whether a further port that is not a console fits; number 0 is kept for a console. */
export function hasFreePort({ ports, maxPorts }: SerialBus): boolean {
  const taken = new Set(ports.map(({ number }) => number));
  taken.add(0);
  return taken.size < maxPorts;
}
