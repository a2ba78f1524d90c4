import type { HostSnapshot } from '../model/snapshot.js';
import { didYouMean } from '../support/nearest-word.js';
import { terminalSafe } from '../support/terminal-safe.js';
import type { PrinterOptions } from './printer.js';

type Chosen = Pick<PrinterOptions, 'netdev' | 'storedev'>;

/** A line about each device that is to be summed, and that the host does not have. */
export function findMissingDevices(
  { sample }: HostSnapshot,
  { netdev, storedev }: Chosen,
): readonly string[] {
  return [
    ...missing('netdev', 'network interface', netdev, sample?.nets),
    ...missing('storedev', 'block device', storedev, sample?.disks),
  ];
}

function missing(
  option: string,
  kind: string,
  wanted: readonly string[] = [],
  devices: readonly { readonly name: string }[] | undefined,
): readonly string[] {
  if (devices === undefined) return [];
  const names = devices.map(({ name }) => name);
  return wanted
    .filter((name) => !names.includes(name))
    .map((name) => `${option}: this host has no ${kind} '${terminalSafe(name)}'${didYouMean(name, names)}`);
}
