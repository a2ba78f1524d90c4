import { findFreePlace, type PciPlace, readPciPlaces } from '../../qemu/pci-places.js';
import { readProperty } from '../../qemu/property.js';
import { unlessRefused } from '../../qemu/unless-refused.js';
import { asRecords, asString } from '../../support/decode.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { ControlRefusedError } from '../control/control-error.js';
import { NoSuchDeviceError } from '../domain-error.js';
import type { QmpReach } from '../qmp-reach.js';
import type { NamedDevice } from './check-attachment.js';

/** Machines whose root bus is PCI Express, into which nothing can be plugged while they run. */
const HAS_PCIE_ROOT = /q35|^virt-|^sbsa-ref|^loongson|^virt$/;

/** Where a device is to be plugged in. */
export interface Place {
  /** `undefined` where QEMU finds one. */
  readonly bus: string | undefined;
  readonly isPci: boolean;
}

/**
 * Finds a place for a device: the bus that is given, else on a machine of PCI Express the first port that is free, else a bridge.
 *
 * @throws {NoSuchDeviceError} when QEMU has no such type of device
 * @throws {ControlRefusedError} when no port is free, or the given one is not: QEMU would accept it, and the guest never see it
 */
export async function choosePlace(reach: QmpReach, device: NamedDevice): Promise<Place> {
  const isPci = await checkDriver(reach, device.driver);
  return { isPci, bus: isPci ? await choosePciBus(reach, device) : asString(device.bus) };
}

async function choosePciBus(
  { qmp, options, name }: QmpReach,
  device: NamedDevice,
): Promise<string | undefined> {
  const given = asString(device.bus);
  const type = asString(await readProperty(qmp, '/machine', 'type', options)) ?? '';
  if (given === undefined && !HAS_PCIE_ROOT.test(type)) return undefined;
  const places = await readPciPlaces(qmp, options);
  const have = places.filter(({ kind }) => kind === 'port').map(describePort);
  const all = have.length === 0 ? 'it has none' : have.join(', ');
  if (given !== undefined) {
    const taken = places.find(
      ({ bus, holds }) => bus === given && holds !== undefined && device.addr === undefined,
    );
    if (taken === undefined) return given;
    throw new ControlRefusedError(name, `the port ${safe(given)} is taken, and holds one device: ${all}`);
  }
  const free = findFreePlace(places);
  if (free !== undefined) return free.bus;
  const way = 'start QEMU with more, such as -device pcie-root-port,id=rp9,chassis=9,slot=9';
  throw new ControlRefusedError(
    name,
    `its PCI Express needs a free pcie-root-port to plug in a device while it runs: ${all}; ${way}`,
  );
}

function describePort({ bus, holds, takesDevices }: PciPlace): string {
  if (holds !== undefined) return `${safe(bus)} has ${safe(holds)}`;
  return `${safe(bus)} ${takesDevices ? 'is free' : 'takes none (hotplug=off)'}`;
}

/** @returns whether the device is one of PCI */
async function checkDriver({ qmp, options, name }: QmpReach, driver: string): Promise<boolean> {
  const properties = await unlessRefused(
    qmp.execute('device-list-properties', { typename: driver }, options),
  );
  if (properties !== undefined)
    return asRecords(properties).some((property) => property.name === 'multifunction');
  const types = await unlessRefused(
    qmp.execute('qom-list-types', { implements: 'device', abstract: false }, options),
  );
  const names = asRecords(types).flatMap((type) => asString(type.name) ?? []);
  // `virtio-blk` is another name of virtio-blk-pci on a PC.
  if (names.includes(`${driver}-pci`)) return true;
  throw new NoSuchDeviceError(name, 'device type', driver, names, undefined);
}

function safe(text: string): string {
  return terminalSafe(text, 60);
}
