import type { GuestDiskAddress } from '../../model/guest-agent.js';
import type { PartFailure } from '../../model/qemu-sample.js';
import { type DiskSeat, readDiskSeats } from '../../qemu/disk-seats.js';
import { type PciDevice, readPciDevices } from '../../qemu/pci.js';
import { PartFailures } from '../../support/part-failures.js';
import type { Reach } from '../reach.js';

/** Finds the id of QEMU's device of a guest's disk. */
export type FindAlias = (address: GuestDiskAddress) => string | undefined;

/** What finds the aliases, and why it finds none. */
export interface DiskAliases {
  readonly find: FindAlias;
  readonly failures: readonly PartFailure[];
}

/** On these buses a disk has a PCI address of its own. */
const OWN_ADDRESS = /^(?:virtio|nvme)$/;

/**
 * Reads from QEMU what the addresses of a guest's disks are matched with: query-pci, and the seats of the disks where that is
 * not enough. Nothing is read where there is no address.
 */
export async function readDiskAliases(
  { qmp, options }: Pick<Reach, 'qmp' | 'options'>,
  addresses: readonly GuestDiskAddress[],
): Promise<DiskAliases> {
  if (addresses.length === 0) return { find: () => undefined, failures: [] };
  const failures = new PartFailures();
  const pci = (await failures.catch('aliases', readPciDevices(qmp, options))) ?? [];
  const isSettled = addresses.every((address) => matchAlias(address, pci, []) !== undefined);
  const seats = isSettled ? [] : ((await failures.catch('aliases', readDiskSeats(qmp, options))) ?? []);
  return { find: (address) => matchAlias(address, pci, seats), failures: failures.list() };
}

/**
 * Matches a disk of the guest with a device: by its own PCI address; by its controller's, and channel, id and LUN on that; by
 * its serial number. `undefined` when none or several match.
 */
export function matchAlias(
  address: GuestDiskAddress,
  pci: readonly PciDevice[],
  seats: readonly DiskSeat[],
): string | undefined {
  const atAddress = idAt(address, pci);
  if (OWN_ADDRESS.test(address.busType ?? '') && atAddress !== undefined) return atAddress;
  return (
    onlyId(seats.filter((seat) => isOnSeat(address, atAddress, seat))) ?? onlyId(withSerial(address, seats))
  );
}

function idAt({ pci: address }: GuestDiskAddress, pci: readonly PciDevice[]): string | undefined {
  // QEMU does not tell the domain; all buses of a PC are in the first one.
  if (address?.domain !== 0) return undefined;
  const { bus, slot, function: part } = address;
  const found = pci.filter(
    (device) => device.bus === bus && device.slot === slot && device.function === part,
  );
  return found.length === 1 ? found[0]?.id : undefined;
}

/** @param controller the id of the disk's controller; any will do when it has none */
function isOnSeat(
  { busType, bus, target, unit }: GuestDiskAddress,
  controller: string | undefined,
  seat: DiskSeat,
): boolean {
  if (busType !== 'scsi' || seat.scsi === undefined) return false;
  if (controller !== undefined && !seat.bus?.startsWith(`/machine/peripheral/${controller}/`)) return false;
  return seat.scsi.channel === bus && seat.scsi.id === target && seat.scsi.lun === unit;
}

/** A guest's udev puts vendor and model in front of it: `0QEMU_QEMU_HARDDISK_SERIAL`. */
function withSerial({ serial }: GuestDiskAddress, seats: readonly DiskSeat[]): readonly DiskSeat[] {
  if (serial === undefined) return [];
  return seats.filter((seat) => seat.serial !== undefined && `_${serial}`.endsWith(`_${seat.serial}`));
}

function onlyId(seats: readonly DiskSeat[]): string | undefined {
  return seats.length === 1 ? seats[0]?.id : undefined;
}
