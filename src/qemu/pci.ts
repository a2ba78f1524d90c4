import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asRecords, asString, type UnknownRecord } from '../support/decode.js';

/** A function of a device on the guest's PCI buses. */
export interface PciDevice {
  /** As the guest has numbered the buses. */
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
  /** The device's id; `undefined` for a device without one. */
  readonly id: string | undefined;
  /** E.g. `Ethernet controller`. */
  readonly description: string | undefined;
  readonly classCode: number | undefined;
  readonly vendorId: number | undefined;
  readonly deviceId: number | undefined;
  /**
   * Whether the guest, or its firmware, has given one of its registers an address, as for a driver; `undefined` for a device without
   * registers.
   */
  readonly isMapped: boolean | undefined;
}

/** Bridges below bridges: PCI allows 256 buses in all. */
const MAX_DEPTH = 256;

/** Reads the devices on the PCI buses, those behind bridges too: query-pci. Empty for a machine without PCI. */
export async function readPciDevices(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly PciDevice[]> {
  const buses = asRecords(await qmp.execute('query-pci', undefined, options));
  return buses.flatMap((bus) => decodeDevices(bus.devices, 0));
}

function decodeDevices(devices: unknown, depth: number): readonly PciDevice[] {
  if (depth > MAX_DEPTH) return [];
  return asRecords(devices).flatMap((device) => [
    ...decodeDevice(device),
    ...decodeDevices(asRecord(device.pci_bridge)?.devices, depth + 1),
  ]);
}

function decodeDevice(device: UnknownRecord): readonly PciDevice[] {
  const bus = asCount(device.bus);
  const slot = asCount(device.slot);
  const part = asCount(device.function);
  if (bus === undefined || slot === undefined || part === undefined) return [];
  const kind = asRecord(device.class_info);
  const id = asRecord(device.id);
  const regions = asRecords(device.regions);
  return [
    {
      bus,
      slot,
      function: part,
      id: asString(device.qdev_id) || undefined,
      description: asString(kind?.desc),
      classCode: asCount(kind?.class),
      vendorId: asCount(id?.vendor),
      deviceId: asCount(id?.device),
      // QEMU writes -1 for a region that is off.
      isMapped:
        regions.length === 0 ? undefined : regions.some(({ address }) => asCount(address) !== undefined),
    },
  ];
}
