import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asRecords, asString, type UnknownRecord } from '../support/decode.js';

/** A PCI device of the machine. */
export interface PciDevice {
  /** As the guest has numbered the buses. */
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
  /** As given at the start of QEMU, or by device_add; `undefined` for a device without one. */
  readonly id: string | undefined;
}

/** Reads the PCI devices, those behind bridges too: query-pci. Empty on a machine without PCI, such as a microvm. */
export async function readPciDevices(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly PciDevice[]> {
  return asRecords(await qmp.execute('query-pci', undefined, options)).flatMap((bus) => devicesOn(bus));
}

function devicesOn(bus: UnknownRecord): readonly PciDevice[] {
  return asRecords(bus.devices).flatMap((device) => {
    const behind = devicesOn(asRecord(device.pci_bridge) ?? {});
    const { bus: number, slot, function: part } = device;
    const address = { bus: asCount(number), slot: asCount(slot), function: asCount(part) };
    if (!isWhole(address)) return behind;
    return [{ ...address, id: asString(device.qdev_id) || undefined }, ...behind];
  });
}

function isWhole(address: {
  readonly bus: number | undefined;
  readonly slot: number | undefined;
  readonly function: number | undefined;
}): address is Omit<PciDevice, 'id'> {
  return address.bus !== undefined && address.slot !== undefined && address.function !== undefined;
}
