import type { BlockOperations, BlockStats, LatencyHistogram } from '../model/block-stats.js';
import { asCount, asRecord, type UnknownRecord } from '../support/decode.js';

/** Decodes the `stats` of a device in query-blockstats. */
export function decodeBlockStats(stats: UnknownRecord): BlockStats {
  return {
    read: decodeOperations(stats, 'rd'),
    write: decodeOperations(stats, 'wr'),
    flush: decodeOperations(stats, 'flush'),
    unmap: decodeOperations(stats, 'unmap'),
    zoneAppend: 'zone_append_operations' in stats ? decodeOperations(stats, 'zone_append') : undefined,
    idleNanoseconds: asCount(stats.idle_time_ns),
  };
}

function decodeOperations(stats: UnknownRecord, kind: string): BlockOperations {
  return {
    operations: asCount(stats[`${kind}_operations`]),
    bytes: asCount(stats[`${kind}_bytes`]),
    nanoseconds: asCount(stats[`${kind}_total_time_ns`]),
    merged: asCount(stats[`${kind}_merged`]),
    failed: asCount(stats[`failed_${kind}_operations`]),
    invalid: asCount(stats[`invalid_${kind}_operations`]),
    latency: decodeHistogram(stats[`${kind}_latency_histogram`]),
  };
}

/** Decodes `{"boundaries":[1000000,10000000],"bins":[0,5,0]}`; `undefined` for anything else. */
function decodeHistogram(value: unknown): LatencyHistogram | undefined {
  const histogram = asRecord(value);
  const boundariesNanoseconds = asCounts(histogram?.boundaries);
  const bins = asCounts(histogram?.bins);
  if (boundariesNanoseconds === undefined || bins?.length !== boundariesNanoseconds.length + 1)
    return undefined;
  return { boundariesNanoseconds, bins };
}

function asCounts(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const counts = value.map(asCount).filter((count) => count !== undefined);
  return counts.length === value.length ? counts : undefined;
}
