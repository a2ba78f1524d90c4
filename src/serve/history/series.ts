import type { PerSecond } from '../../model/rates.js';
import type { GuestSnapshot } from '../../model/snapshot.js';

/**
 * What the history keeps of each guest: gauges and rates. A counter would lose digits in the 24 bits that a 32-bit float
 * has for them.
 */
export const SERIES_NAMES = [
  'cpuRatio',
  'stealRatio',
  'memoryUsedBytes',
  'memoryTotalBytes',
  'balloonBytes',
  'residentBytes',
  'diskReadBytesPerSecond',
  'diskWriteBytesPerSecond',
  'diskReadLatencySeconds',
  'diskWriteLatencySeconds',
  'netReceiveBytesPerSecond',
  'netTransmitBytesPerSecond',
  'answerSeconds',
] as const;
export type SeriesName = (typeof SERIES_NAMES)[number];

/** Figures of one guest at one time, in the order of {@link SERIES_NAMES}; `undefined` where unknown. */
export function readSeries(guest: GuestSnapshot): readonly (number | undefined)[] {
  return SERIES_NAMES.map((name) => SERIES[name](guest));
}

type Read = (guest: GuestSnapshot) => number | undefined;

const SERIES: { readonly [name in SeriesName]: Read } = {
  /** CPUs in use: 1 is one CPU all the time. */
  cpuRatio: ({ rates }) => add(rates?.process?.userSeconds, rates?.process?.systemSeconds),
  /** The mean over the vCPUs of the share in which each was ready and waited for a CPU. */
  stealRatio: ({ rates }) => {
    const waits = rates?.threads?.filter(({ role }) => role === 'vcpu').map(({ waitRatio }) => waitRatio);
    const sum = sumOf(waits);
    return sum === undefined || waits === undefined ? undefined : sum / waits.length;
  },
  memoryUsedBytes: ({ memory }) => memory.usedBytes,
  memoryTotalBytes: ({ memory }) => (memory.usedBytes === undefined ? undefined : memory.totalBytes),
  balloonBytes: ({ qemu }) => qemu?.balloon?.actualBytes,
  residentBytes: ({ linux }) => linux?.rssBytes,
  diskReadBytesPerSecond: ({ rates }) => sumOf(rates?.disks?.map(({ perSecond }) => perSecond.readBytes)),
  diskWriteBytesPerSecond: ({ rates }) => sumOf(rates?.disks?.map(({ perSecond }) => perSecond.writeBytes)),
  diskReadLatencySeconds: (guest) => latencyOf(guest, 'read'),
  diskWriteLatencySeconds: (guest) => latencyOf(guest, 'write'),
  // What the interface on the host has sent, the guest has received.
  netReceiveBytesPerSecond: ({ rates }) => sumOf(knownOf(rates?.nics, 'transmittedBytes')),
  netTransmitBytesPerSecond: ({ rates }) => sumOf(knownOf(rates?.nics, 'receivedBytes')),
  answerSeconds: ({ cost }) => cost?.seconds,
};

/** The mean time of the operations of all disks; `undefined` when none ended. */
function latencyOf({ rates }: GuestSnapshot, operation: 'read' | 'write'): number | undefined {
  const operations = sumOf(rates?.disks?.map(({ perSecond }) => perSecond[`${operation}Operations`]));
  const nanoseconds = sumOf(rates?.disks?.map(({ perSecond }) => perSecond[`${operation}Nanoseconds`]));
  return operations && nanoseconds !== undefined ? nanoseconds / operations / 1e9 : undefined;
}

/** A card without an interface on the host has no rates, and is left out of the sum. */
function knownOf<Counters>(
  cards: readonly (PerSecond<Counters> | undefined)[] | undefined,
  counter: keyof Counters,
): readonly (number | undefined)[] | undefined {
  return cards?.flatMap((card) => (card === undefined ? [] : [card[counter]]));
}

/** `undefined` for none, and when one is unknown: a part of a sum would pass for the whole. */
function sumOf(values: readonly (number | undefined)[] | undefined): number | undefined {
  if (values === undefined || values.length === 0) return undefined;
  return values.reduce(add);
}

function add(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
