import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { DiskOptions } from './disk.js';
import type { BalloonKind, NicOptions } from './machine-options.js';
import { isDevice } from './qom-type-list.js';
import { backendTypeOf, deviceTable } from './qom-types.js';
import type { EventListener } from './run-states.js';
import type { VirtualClock } from './virtual-clock.js';

export interface PluggedDevice {
  /** Undefined for a device in /machine/peripheral-anon. */
  readonly id: string | undefined;
  readonly driver: string;
  readonly properties: JsonObject;
}

/** The machine that devices are plugged into, as far as this needs it. */
interface PluggableMachine {
  readonly version: QemuVersion;
  readonly clock: VirtualClock;
  readonly notify: EventListener;
  readonly disks: readonly DiskOptions[];
  readonly nics: readonly NicOptions[];
  readonly balloonKind: BalloonKind;
  readonly balloonId: string;
}

/** The devices that `device_add` has plugged into the root ports of a running machine. */
export class PluggedDevices {
  readonly #machine: PluggableMachine;
  readonly #buses: readonly string[];
  readonly #pending = new Map<PluggedDevice, () => void>();
  #devices: readonly PluggedDevice[] = [];

  constructor(machine: PluggableMachine, buses: readonly string[]) {
    this.#machine = machine;
    this.#buses = buses;
  }

  get buses(): readonly string[] {
    return this.#buses;
  }

  get list(): readonly PluggedDevice[] {
    return this.#devices;
  }

  /** @throws {QmpError} when the driver, the bus, the id or a property is not valid; checked in QEMU's order */
  add(args: JsonObject): void {
    const { driver: given, id, bus, ...properties } = args;
    // Since 10.0 an option that is not a string is not taken for one.
    const isText = typeof given === 'string' || !isAtLeast(this.#machine.version, '10.0');
    const driver = isText ? optionText(given) : undefined;
    if (driver === undefined) throw new QmpError("Parameter 'driver' is missing");
    checkDriver(this.#machine, driver);
    if (typeof id === 'string' && !isIdentifier(id)) {
      throw new QmpError("Parameter 'id' expects an identifier");
    }
    this.#checkBus(driver, bus);
    if (typeof id === 'string' && this.#ids().has(id)) throw new QmpError(`Duplicate device ID '${id}'`);
    this.#checkProperties(driver, properties);
    this.#devices = [...this.#devices, { id: typeof id === 'string' ? id : undefined, driver, properties }];
  }

  /**
   * Requests the unplug of a device by its id or QOM path. The guest releases it a moment later, at the latest on a
   * reset.
   *
   * @throws {QmpError} when the device does not exist, is not in a root port, or its unplug was requested before
   */
  remove(idOrPath: string): void {
    const id = idOrPath.replace(/^\/machine\/peripheral\//, '');
    const device = this.#devices.find((candidate) => candidate.id === id);
    if (device === undefined) {
      if (this.#ids().has(id)) throw new QmpError("Bus 'pcie.0' does not support hotplugging");
      throw new QmpError(`Device '${idOrPath}' not found`, 'DeviceNotFound');
    }
    if (this.#pending.has(device)) {
      throw new QmpError(`Device ${id} is already in the process of unplug`);
    }
    this.#pending.set(
      device,
      this.#machine.clock.after(UNPLUG_MS, () => this.#finish(device)),
    );
  }

  removePending(): void {
    for (const device of this.#pending.keys()) this.#finish(device);
  }

  #finish(device: PluggedDevice): void {
    this.#pending.get(device)?.();
    this.#pending.delete(device);
    this.#devices = this.#devices.filter((other) => other !== device);
    const path = `/machine/peripheral/${device.id}`;
    if (backendTypeOf(device.driver) !== undefined) {
      this.#machine.notify('DEVICE_DELETED', { path: `${path}/virtio-backend` });
    }
    this.#machine.notify('DEVICE_DELETED', { device: device.id, path });
  }

  #checkBus(driver: string, bus: JsonObject[string]): void {
    const hotpluggable = typeof bus === 'string' && this.#buses.includes(bus);
    if (typeof bus === 'string' && !hotpluggable && bus !== 'pcie.0') {
      throw new QmpError(`Bus '${bus}' not found`);
    }
    if (!hotpluggable) throw new QmpError("Bus 'pcie.0' does not support hotplugging");
    if (driver === 'virtserialport' || driver === 'ide-cd') {
      throw new QmpError(`Device '${driver}' can't go on PCIE bus`);
    }
  }

  #checkProperties(driver: string, properties: JsonObject): void {
    const { nics, disks, version } = this.#machine;
    const known = deviceTable(version, driver)?.properties;
    const bogus = Object.keys(properties).find((name) => known?.has(name) === false);
    if (bogus !== undefined) throw new QmpError(`Property '${driver}.${bogus}' not found`);
    if (driver === 'virtio-balloon-pci' && this.#machine.balloonKind !== 'none') {
      throw new QmpError('Only one balloon device is supported');
    }
    const { netdev, drive } = properties;
    if (typeof netdev === 'string' && nics.some((nic) => nic.netdev === netdev)) {
      throw new QmpError(`Property 'virtio-net-device.netdev' can't take value '${netdev}', it's in use`);
    }
    if (driver !== 'virtio-blk-pci') return;
    if (drive === undefined) throw new QmpError('drive property not set');
    if (!disks.some((disk) => disk.device === drive || disk.nodeName === drive)) {
      throw new QmpError(`Property 'virtio-blk-device.drive' can't find value '${String(drive)}'`);
    }
  }

  #ids(): Set<string | undefined> {
    const { disks, nics, balloonKind, balloonId } = this.#machine;
    const builtIn = [...disks, ...nics].map(({ id }) => id);
    const balloon = balloonKind === 'pci' || balloonKind === 'mmio' ? [balloonId] : [];
    return new Set([...builtIn, ...balloon, ...this.#buses, ...this.#devices.map(({ id }) => id)]);
  }
}

/** The time that a Linux guest takes to release an idle device. */
const UNPLUG_MS = 100;

/** QEMU's rule for ids of devices, objects and the like. */
export function isIdentifier(id: string): boolean {
  return /^[A-Za-z][A-Za-z0-9\-._]*$/.test(id);
}

function checkDriver(machine: PluggableMachine, driver: string): void {
  if (isDevice(machine.version, driver) === 'abstract') {
    throw new QmpError("Parameter 'driver' expects a non-abstract device type");
  }
  if (isDevice(machine.version, driver) === 'no')
    throw new QmpError(`'${driver}' is not a valid device model name`);
}

/** A value as a command-line option would have it; undefined for null. */
function optionText(value: Json | undefined): string | undefined {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number'
    ? String(value)
    : undefined;
}
