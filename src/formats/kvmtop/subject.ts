import { type DiskLoad, diskLoadOf } from '../../model/disk-load.js';
import type { HostDisk, HostNet } from '../../model/host-sample.js';
import type { HostNetRates, HostRates } from '../../model/rates.js';
import type { GuestSnapshot, HostSnapshot } from '../../model/snapshot.js';
import type { PrinterOptions } from '../printer.js';

/** A host with the devices that are summed. */
export interface HostSubject {
  readonly host: HostSnapshot;
  readonly disks: readonly HostDisk[] | undefined;
  readonly diskRates: NonNullable<HostRates['disks']> | undefined;
  readonly diskLoad: DiskLoad | undefined;
  readonly nets: readonly HostNet[] | undefined;
  readonly netRates: readonly HostNetRates[] | undefined;
}

/** A guest with its host, which kvmtop's estimates need. */
export interface GuestSubject {
  readonly guest: GuestSnapshot;
  readonly host: HostSubject;
}

/** Selects the devices to sum: those that are named, else all physical ones. */
export function hostSubjectOf(
  host: HostSnapshot,
  { netdev, storedev }: Pick<PrinterOptions, 'netdev' | 'storedev'>,
): HostSubject {
  const disks = host.sample?.disks?.filter(isChosen(storedev));
  const nets = host.sample?.nets?.filter(isChosen(netdev));
  const diskRates = ratesOfChosen(disks, storedev, host.rates?.disks);
  return {
    host,
    disks,
    diskRates,
    diskLoad: diskRates && diskLoadOf(diskRates),
    nets,
    netRates: ratesOfChosen(nets, netdev, host.rates?.nets),
  };
}

type Device = { readonly name: string; readonly isPhysical: boolean };

function isChosen(names: readonly string[] | undefined): (device: Device) => boolean {
  if (names === undefined || names.length === 0) return ({ isPhysical }) => isPhysical;
  const chosen = new Set(names);
  return ({ name }) => chosen.has(name);
}

/** `undefined` when devices are named and none of them exists: a sum over nothing would be 0. */
function ratesOfChosen<Rates extends { readonly name: string }>(
  devices: readonly Device[] | undefined,
  wanted: readonly string[] | undefined,
  rates: readonly Rates[] | undefined,
): readonly Rates[] | undefined {
  if (wanted !== undefined && wanted.length > 0 && devices?.length === 0) return undefined;
  const chosen = devices && new Set(devices.map(({ name }) => name));
  const found = chosen && rates?.filter(({ name }) => chosen.has(name));
  // Devices that were added since the last snapshot have no rates yet.
  return found?.length === 0 && chosen?.size !== 0 ? undefined : found;
}
