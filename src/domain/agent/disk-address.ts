import type { GuestDiskAddress, PciAddress } from '../../model/guest-agent.js';
import { asRecord, type UnknownRecord } from '../../support/decode.js';
import { asGuestInteger, asGuestText } from './agent-answer.js';

/**
 * Decodes `{"bus-type":"virtio","bus":0,"target":0,"unit":0,"pci-controller":{"domain":0,"bus":0,"slot":4,"function":0},
 * "dev":"/dev/vda"}`; the agent says -1 where it does not know. QEMU's own id of the device is not in it.
 */
export function decodeDiskAddress(address: UnknownRecord): GuestDiskAddress {
  return {
    busType: asGuestText(address['bus-type']),
    pci: decodePci(asRecord(address['pci-controller']) ?? {}),
    bus: asNumberOfGuest(address.bus),
    target: asNumberOfGuest(address.target),
    unit: asNumberOfGuest(address.unit),
    serial: asGuestText(address.serial),
    device: asGuestText(address.dev),
    alias: undefined,
  };
}

function decodePci(pci: UnknownRecord): PciAddress | undefined {
  const [domain, bus, slot, part] = [pci.domain, pci.bus, pci.slot, pci.function].map(asNumberOfGuest);
  if (domain === undefined || bus === undefined || slot === undefined || part === undefined) return undefined;
  return { domain, bus, slot, function: part };
}

function asNumberOfGuest(value: unknown): number | undefined {
  const number = asGuestInteger(value);
  return number !== undefined && number >= 0 ? number : undefined;
}
