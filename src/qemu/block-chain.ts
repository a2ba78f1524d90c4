import { asCount, asRecord, asString, type UnknownRecord } from '../support/decode.js';

/** A chain is seldom longer than ten; QEMU's own commands get slow with hundreds. */
const MAX_LAYERS = 1000;

/** The objects that a member nests in one another, such as the `backing` of query-blockstats, the outermost first. */
export function followChain(first: UnknownRecord | undefined, member: string): readonly UnknownRecord[] {
  const found: UnknownRecord[] = [];
  for (let next = first; next && found.length < MAX_LAYERS; next = asRecord(next[member])) found.push(next);
  return found;
}

/** The node of query-blockstats that reads and writes the file of a layer: it is below its filters and formats. */
export function storageOf(node: UnknownRecord): UnknownRecord {
  return followChain(node, 'parent').at(-1) ?? node;
}

/** The driver of such a node: `file`, `host_device`, `nvme`. `undefined` for all others, and before QEMU 4.2. */
export function driverOf(storage: UnknownRecord | undefined): string | undefined {
  return asString(asRecord(storage?.['driver-specific'])?.driver);
}

/** How far an image was written counts at its storage: above are formats, and filters such as throttle. */
export function highestOffsetOf(storage: UnknownRecord | undefined): number | undefined {
  return asCount(asRecord(storage?.stats)?.wr_highest_offset);
}

/**
 * How much an image takes on the host, where QEMU knows: it says 0 for every block device, and for storage that cannot
 * tell. Only of a file is 0 believed: nothing has been written to it.
 *
 * @param driver that of its storage
 */
export function knownActualBytes(bytes: number | undefined, driver: string | undefined): number | undefined {
  if (driver === 'file') return bytes;
  return driver === undefined && bytes !== 0 ? bytes : undefined;
}
