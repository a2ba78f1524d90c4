import type { GuestSnapshot } from '../../model/snapshot.js';

/** A figure under libvirt's name, such as `['cpu.time', 1530000000]`. */
export type Stat = readonly [key: string, value: number | string];

/** A figure that may be unknown, and is then left out. */
export type MaybeStat = readonly [key: string, value: number | string | undefined];

/** How to print what libvirt prints. */
export interface DomstatsOptions {
  /** Which groups to print (default: all). */
  readonly groups?: readonly DomstatsGroup[] | undefined;
  /** Prints the zeros that libvirt prints for what it does not know, such as `vcpu.0.wait` (default: unknown is left out). */
  readonly libvirt?: boolean | undefined;
  /** Lists also the images below the topmost one of each disk (default: false). */
  readonly backing?: boolean | undefined;
}

/** The groups in libvirt's order. */
export const DOMSTATS_GROUPS = [
  'state',
  'cpu-total',
  'balloon',
  'vcpu',
  'interface',
  'block',
  'perf',
  'iothread',
  'memory',
  'dirtyrate',
  'vm',
] as const;
export type DomstatsGroup = (typeof DOMSTATS_GROUPS)[number];

/** Prints one group of a guest. */
export type GroupEncoder = (guest: GuestSnapshot, options: DomstatsOptions) => readonly MaybeStat[];

const NANOSECONDS = 1e9;

export function nanoseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * NANOSECONDS);
}
