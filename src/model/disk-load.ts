import { quotientOf, ratioOf } from './counters.js';
import type { HostDiskRates } from './rates.js';

const SECTOR_BYTES = 512;
const MILLISECONDS = 1000;

/** The load of all disks of a host together (after pt-diskstats of the Percona Toolkit). */
export interface DiskLoad {
  /** The share of the time in which each disk was busy, summed: up to 1 for each. */
  readonly busyRatio: number | undefined;
  /** The mean number of I/Os in progress. */
  readonly queueSize: number | undefined;
  /** The mean time that a device was busy with an I/O, merged ones included; `undefined` when there was none. */
  readonly serviceSeconds: number | undefined;
  /** The mean time that an I/O waited before it was served. */
  readonly queueSeconds: number | undefined;
  /** Read and written. */
  readonly bytesPerSecond: number | undefined;
}

/** Sums the known figures of disks; without disks every sum is unknown. */
export function diskLoadOf(disks: readonly HostDiskRates[]): DiskLoad {
  const total = (name: keyof HostDiskRates['perSecond']) =>
    totalOf(disks.map((disk) => disk.perSecond[name]));
  const operations = plus(total('reads'), total('readsMerged'), total('writes'), total('writesMerged'));
  const inFlightChange = totalOf(disks.map((disk) => disk.inFlightChangePerSecond));
  const serviceMs = quotientOf(total('busyMilliseconds'), positive(operations));
  const waitMs = quotientOf(total('weightedMilliseconds'), positive(plus(operations, inFlightChange)));
  const queueMs =
    waitMs !== undefined && serviceMs !== undefined ? Math.max(0, waitMs - serviceMs) : undefined;
  const sectors = plus(total('sectorsRead'), total('sectorsWritten'));
  return {
    busyRatio: totalOf(disks.map(({ perSecond }) => ratioOf(perSecond.busyMilliseconds, MILLISECONDS))),
    queueSize: quotientOf(total('weightedMilliseconds'), MILLISECONDS),
    serviceSeconds: quotientOf(serviceMs, MILLISECONDS),
    queueSeconds: quotientOf(queueMs, MILLISECONDS),
    bytesPerSecond: sectors === undefined ? undefined : sectors * SECTOR_BYTES,
  };
}

/** Estimates a guest's part of the host's load by the bytes that both have moved; at most all of it. */
export function busyRatioOfGuest(
  guestBytesPerSecond: number | undefined,
  { busyRatio, bytesPerSecond }: DiskLoad,
): number | undefined {
  if (guestBytesPerSecond === undefined || bytesPerSecond === undefined || busyRatio === undefined)
    return undefined;
  return busyRatio * (bytesPerSecond === 0 ? 0 : Math.min(1, guestBytesPerSecond / bytesPerSecond));
}

/** Sums the known figures; `undefined` when none is known. */
function totalOf(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, figure) => sum + figure, 0);
}

/** Sums figures; `undefined` when one of them is unknown. */
function plus(...figures: readonly (number | undefined)[]): number | undefined {
  return figures.includes(undefined) ? undefined : totalOf(figures);
}

function positive(figure: number | undefined): number | undefined {
  return figure !== undefined && figure > 0 ? figure : undefined;
}
