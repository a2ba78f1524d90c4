import { quotientOf, ratioOf } from './counters.js';
import type { HostDiskRates } from './rates.js';

const SECTOR_BYTES = 512;
const MILLISECONDS = 1000;

/** What the disks of a host had to do, all together (after pt-diskstats of the Percona Toolkit). */
export interface DiskLoad {
  /** The shares of the time in which each was busy, summed: up to 1 for each disk. */
  readonly busyRatio: number | undefined;
  /** How many I/Os were under way on average. */
  readonly queueSize: number | undefined;
  /** The time that a device was busy for an I/O, merged ones counted; `undefined` when there was none. */
  readonly serviceSeconds: number | undefined;
  /** The time that an I/O waited before it was served. */
  readonly queueSeconds: number | undefined;
  /** Read and written. */
  readonly bytesPerSecond: number | undefined;
}

/** Sums up what is known of some disks; without any disk nothing is. */
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

/** The part of the host's load that is a guest's, by the bytes that both have moved: an estimate, at most all of it. */
export function busyRatioOfGuest(
  guestBytesPerSecond: number | undefined,
  { busyRatio, bytesPerSecond }: DiskLoad,
): number | undefined {
  if (guestBytesPerSecond === undefined || bytesPerSecond === undefined || busyRatio === undefined)
    return undefined;
  return busyRatio * (bytesPerSecond === 0 ? 0 : Math.min(1, guestBytesPerSecond / bytesPerSecond));
}

/** `undefined` when nothing is known. */
function totalOf(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, figure) => sum + figure, 0);
}

/** `undefined` when one of them is not known. */
function plus(...figures: readonly (number | undefined)[]): number | undefined {
  return figures.includes(undefined) ? undefined : totalOf(figures);
}

function positive(figure: number | undefined): number | undefined {
  return figure !== undefined && figure > 0 ? figure : undefined;
}
